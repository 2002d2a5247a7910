import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ensureEmbeddedPostgres } from '@/lib/database/embedded-postgres'
import { migrate } from '@/lib/database/migrate'
import { connectOwner } from '@/lib/database/owner'
import { dropPatiently } from './drop-patiently'

/** What is needed to make databases of one's own on a server of tests. */
export type TestServer = { readonly url: string; readonly template: string; readonly prefix: string }

type Stoppable = { readonly url: string; stop(): Promise<void> }

/** A throw-away PostgreSQL (or the given one) with one migrated database to copy from. */
export async function openTestServer(): Promise<OpenedServer> {
  return prepareServer((await findGivenServer()) ?? (await startThrowAway({ durable: false })))
}

/** A throw-away PostgreSQL in any case, and one that keeps what it was told: for tests that crash it. */
export async function openDoomedServer(): Promise<OpenedServer> {
  return prepareServer(await startThrowAway({ durable: true }))
}

type OpenedServer = { readonly server: TestServer; stop(): Promise<void> }

async function prepareServer(server: Stoppable): Promise<OpenedServer> {
  const prefix = `saldo_test_${randomBytes(4).toString('hex')}`
  const template = `${prefix}_template`
  await onServer(server.url, (rows) => rows(`CREATE DATABASE ${template}`))
  await migrate(withDatabase(server.url, template))
  const stop = async () => {
    await dropAll(server.url, prefix)
    await server.stop()
  }
  return { server: { url: server.url, template, prefix }, stop }
}

export function withDatabase(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

/** `TEST_DATABASE_URL`, or `DATABASE_URL`: that server, in databases of our own, if its user may make databases. */
async function findGivenServer(): Promise<Stoppable | null> {
  const url = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL
  if (!url) return null
  const may = await onServer(url, (rows) => rows(`SELECT 1 FROM pg_roles WHERE rolname = current_user AND (rolcreatedb OR rolsuper)`))
  if (may.length > 0) return { url, stop: async () => undefined }
  process.stderr.write('the user of DATABASE_URL may not create databases: these tests use the built-in server instead\n')
  return null
}

async function startThrowAway({ durable }: { durable: boolean }): Promise<Stoppable> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-tests-'))
  fs.chmodSync(home, 0o711)
  const server = await ensureEmbeddedPostgres({ home, durable })
  const stop = async () => {
    await server.stop()
    fs.rmSync(home, { recursive: true, force: true })
  }
  return { url: server.url, stop }
}

async function dropAll(url: string, prefix: string): Promise<void> {
  await onServer(url, async (rows) => {
    const left = await rows('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [prefix])
    for (const { datname } of left) await dropPatiently(() => rows(`DROP DATABASE IF EXISTS "${String(datname)}" WITH (FORCE)`))
    return left
  })
}

type Rows = Record<string, unknown>[]

async function onServer(
  url: string,
  work: (rows: (sql: string, params?: readonly unknown[]) => Promise<Rows>) => Promise<Rows>,
): Promise<Rows> {
  const connection = await connectOwner(url)
  try {
    return await work((sql, params) => connection.rows(sql, params))
  } finally {
    await connection.close()
  }
}
