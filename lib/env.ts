import { EnvError, parseOperatorEnv, type EnvProblem, type OperatorEnv, type ReadFile } from './env-parse'
import type { VaultKeys } from './env-vault-keys'
import packageJson from '@/package.json'

/** Everything the running program knows of its surroundings: what an operator gave, and what `npm start` filled in. */
export type Env = OperatorEnv & {
  readonly databaseUrl: string
  readonly nextAuthSecret: string
  readonly vaultKeys: VaultKeys
  readonly version: string
}

/** Next evaluates modules several times per process: the parsed environment lives on globalThis so that it is read once. */
const store = globalThis as { saldoEnv?: Env | undefined }

/**
 * The environment, parsed at the first call and never at import: `next build` has none.
 * @throws EnvError with the whole list of what is wrong and how to mend it
 */
export function env(): Env {
  return (store.saldoEnv ??= parseEnv(process.env))
}

/** @throws EnvError */
export function parseEnv(raw: NodeJS.ProcessEnv, readFile?: ReadFile): Env {
  const operator = parseOperatorEnv(raw, readFile)
  const { databaseUrl, nextAuthSecret, vaultKeys } = operator
  if (databaseUrl && nextAuthSecret && vaultKeys) {
    return { ...operator, databaseUrl, nextAuthSecret, vaultKeys, version: packageJson.version }
  }
  const missing: EnvProblem[] = [
    { variable: 'DATABASE_URL', missing: !databaseUrl },
    { variable: 'NEXTAUTH_SECRET', missing: !nextAuthSecret },
    { variable: 'VAULT_KEYS', missing: !vaultKeys },
  ]
    .filter((entry) => entry.missing)
    .map(({ variable }) => ({ variable, problem: 'is missing', fix: 'start with `npm start`, which makes it, or set it yourself' }))
  throw new EnvError(missing)
}

/** What an operator set, before `npm start` fills in the database and the secrets. @throws EnvError */
export function operatorEnv(): OperatorEnv {
  return parseOperatorEnv(process.env)
}

/** Sets variables of this process and forgets what was parsed; an `undefined` value removes one. For launchers and tests. */
export function setEnvironment(values: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  store.saldoEnv = undefined
}

/** The level alone, so that a log line can be written even where the rest of the environment is wrong. */
export function logLevel(): string {
  const level = process.env.LOG_LEVEL?.trim().toLowerCase()
  return level && LOG_LEVELS.has(level) ? level : 'info'
}

const LOG_LEVELS = new Set(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
