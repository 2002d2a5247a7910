import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ensureEmbeddedPostgres, MAJOR } from '@/lib/database/embedded-postgres'
import { migrate } from '@/lib/database/migrate'
import { connectOwner, type OwnerConnection } from '@/lib/database/owner'
import { closeDb } from '@/lib/db'
import { setEnvironment } from '@/lib/env'

export type BenchDatabase = {
  readonly url: string
  readonly owner: OwnerConnection
  readonly pid: number
  /** What another process of ours on this database needs to know. */
  readonly environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

/** A migrated database of the benchmark's own on a server like the one people run: durable, default settings. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-bench-'))
  fs.chmodSync(home, 0o711)
  const server = await ensureEmbeddedPostgres({ home })
  await migrate(server.url)
  setEnvironment({ ...BENCH_ENVIRONMENT, DATABASE_URL: server.url, DATA_DIR: home })
  const owner = await connectOwner(server.url)
  const close = async () => {
    await closeDb()
    await owner.close()
    await server.stop()
    fs.rmSync(home, { recursive: true, force: true })
  }
  const pid = Number(fs.readFileSync(path.join(home, `pg${MAJOR}`, 'data', 'postmaster.pid'), 'utf8').split('\n')[0])
  const settings = Object.entries({ ...BENCH_ENVIRONMENT, DATABASE_URL: server.url, DATA_DIR: home })
  const environment = Object.fromEntries(settings.map(([name, value]) => [name, value ?? '']))
  return { url: server.url, owner, pid, environment, close }
}

/** A whole environment, so that `env()` parses; made for one run and thrown away with it. */
const BENCH_ENVIRONMENT = {
  APP_URL: 'http://localhost:3000',
  NEXTAUTH_SECRET: 'a secret of one benchmark run, thirty-two characters',
  VAULT_KEYS: `bench:${Buffer.alloc(32, 9).toString('base64')}`,
  VAULT_KEYS_FILE: undefined,
  SIMULATOR: 'off',
  LOG_LEVEL: 'silent',
  WORKER: 'off',
}
