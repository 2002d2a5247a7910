import { randomBytes } from 'node:crypto'
import { connectOwner } from '@/lib/database/owner'
import { closeDb } from '@/lib/db'
import { setEnvironment } from '@/lib/env'
import { withDatabase, type TestServer } from './test-server'
import { dropPatiently } from './drop-patiently'

export type OwnDatabase = {
  readonly url: string
  /** A statement as the owner of the tables: sees everything, whatever row-level security says. */
  ownerQuery<Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<Row[]>
  /** Lets go of it without dropping it, so that it can be copied. */
  disconnect(): Promise<void>
  /** Drops the database. */
  close(): Promise<void>
}

/** A migrated, empty database that `env()` and `asViewer`/`asSystem` of this process speak to from here on. */
export async function openOwnDatabase(server: TestServer): Promise<OwnDatabase> {
  const url = await copyDatabase(server, server.template)
  await closeDb()
  setEnvironment({ ...TEST_ENVIRONMENT, DATABASE_URL: url })
  let owner = await connectOwner(url)
  let open = true
  const ownerQuery = async <Row>(sql: string, params?: readonly unknown[]): Promise<Row[]> => {
    for (const untilMs = performance.now() + RESTART_TAKES_MS; ;) {
      try {
        return await owner.rows<Row>(sql, params)
      } catch (error) {
        if (!isConnectionLost(error) || performance.now() > untilMs) throw error
        // The server was restarted on purpose.
        await new Promise((resolve) => setTimeout(resolve, 100))
        owner = await connectOwner(url).catch(() => owner)
      }
    }
  }
  const disconnect = async () => {
    await closeDb()
    await owner.close().catch(() => undefined)
  }
  const close = async () => {
    if (!open) return
    open = false
    await disconnect()
    await dropDatabase(server, url)
  }
  return { url, ownerQuery, disconnect, close }
}

export async function openEmptyDatabase(server: TestServer): Promise<{ url: string; close(): Promise<void> }> {
  const url = await copyDatabase(server, 'template1')
  return { url, close: () => dropDatabase(server, url) }
}

/** A copy of a database nobody is connected to; answers its address. */
export async function copyDatabase({ url, prefix }: TestServer, template: string): Promise<string> {
  const name = `${prefix}_${randomBytes(6).toString('hex')}`
  await onServer(url, `CREATE DATABASE "${name}" TEMPLATE "${template}"`)
  return withDatabase(url, name)
}

export async function dropDatabase({ url }: TestServer, address: string): Promise<void> {
  await dropPatiently(() => onServer(url, `DROP DATABASE IF EXISTS "${new URL(address).pathname.slice(1)}" WITH (FORCE)`))
}

/** A whole environment, so that `env()` parses; nothing in it is secret or used outside of a test run. */
export const TEST_ENVIRONMENT = {
  APP_URL: 'http://localhost:3000',
  NEXTAUTH_SECRET: 'a secret of the test run, thirty-two characters and more',
  VAULT_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  VAULT_KEYS_FILE: undefined,
  SIMULATOR: 'off',
  ENABLE_BANKING_API_URL: undefined,
  ENABLE_BANKING_APP_ID: undefined,
  ENABLE_BANKING_PRIVATE_KEY_FILE: undefined,
  LOG_LEVEL: 'silent',
  WORKER: 'off',
}

const RESTART_TAKES_MS = 30_000

function isConnectionLost(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  return code?.startsWith('57P') === true || code === 'ECONNRESET' || /Connection terminated|not queryable/.test(message ?? '')
}

async function onServer(url: string, sql: string): Promise<void> {
  const connection = await connectOwner(url)
  try {
    await connection.rows(sql)
  } finally {
    await connection.close()
  }
}
