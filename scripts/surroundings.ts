import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { ensureEmbeddedPostgres } from '@/lib/database/embedded-postgres'
import { operatorEnv, setEnvironment } from '@/lib/env'
import type { OperatorEnv } from '@/lib/env-parse'
import { registerAtSimulator } from './simulator-process'

export type Surroundings = {
  readonly operator: OperatorEnv
  readonly dataDir: string
  /** Lets go of the built-in database, which stops with its last user. */
  stop(): Promise<void>
}

/**
 * Gives this process (and its children) what `env()` needs beyond what the operator set: the built-in database when no
 * other is named, and secrets kept in DATA_DIR, readable by their owner only.
 * @throws EnvError, or an Error of the database with what to do
 */
export async function openSurroundings(): Promise<Surroundings> {
  const operator = operatorEnv()
  const dataDir = path.resolve(operator.dataDir)
  makeDataDir(dataDir)
  const secrets = {
    NEXTAUTH_URL: operator.appUrl,
    NEXTAUTH_SECRET:
      operator.nextAuthSecret ?? ensureSecret(path.join(dataDir, 'nextauth-secret'), () => randomBytes(32).toString('base64')),
    ...(operator.vaultKeys ? {} : { VAULT_KEYS_FILE: ensureVaultKeys(dataDir) }),
  }
  const database = operator.databaseUrl ? null : await ensureEmbeddedPostgres({ home: dataDir })
  const simulator = operator.simulator.enabled ? registerAtSimulator(operator, dataDir) : {}
  setEnvironment({ ...secrets, ...simulator, DATA_DIR: dataDir, ...(database ? { DATABASE_URL: database.url } : {}) })
  return { operator, dataDir, stop: async () => database?.stop() }
}

function makeDataDir(dataDir: string): void {
  // As root the database runs as another user, who must be able to pass through; nothing in here is readable to others.
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700
  try {
    makeDirs(dataDir, mode)
    fs.accessSync(dataDir, fs.constants.W_OK)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error'
    throw new Error(
      `DATA_DIR (${dataDir}) cannot be written to (${code}): let the user who runs Saldo write to it, or set DATA_DIR to another directory`,
    )
  }
}

/** One by one: Node's own recursion never ends where a file system answers that a parent is missing although it is there. */
function makeDirs(dir: string, mode: number): void {
  if (fs.existsSync(dir)) return
  makeDirs(path.dirname(dir), mode)
  fs.mkdirSync(dir, { mode })
}

function ensureVaultKeys(dataDir: string): string {
  const file = path.join(dataDir, 'vault-keys')
  ensureSecret(file, () => `k${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`)
  return file
}

/** The file's text; made at first use. Written whole or not at all, and never over an existing one. */
function ensureSecret(file: string, make: () => string): string {
  if (!fs.existsSync(file)) {
    const fresh = `${file}.${process.pid}`
    fs.writeFileSync(fresh, `${make()}\n`, { mode: 0o600 })
    try {
      fs.linkSync(fresh, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      fs.rmSync(fresh)
    }
  }
  return fs.readFileSync(file, 'utf8').trim()
}
