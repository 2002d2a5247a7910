import fs from 'node:fs'
import type { z } from 'zod'
import { ENV_VARIABLES, isLoopback, SCHEMAS, type EnvValues } from './env-schema'
import { parsePrivateKey } from './env-private-key'
import { parseVaultKeys, type VaultKeys } from './env-vault-keys'

export type ReadFile = (path: string) => string

/** What is wrong with a variable and how to mend it. Never carries the value: it may be a secret. */
export type EnvProblem = { readonly variable: string; readonly problem: string; readonly fix: string }

/** Everything that is wrong with the environment, in one list. */
export class EnvError extends Error {
  override readonly name = 'EnvError'
  constructor(readonly problems: readonly EnvProblem[]) {
    const lines = problems.map(({ variable, problem, fix }) => `  ${variable} ${problem}\n    → ${fix}`)
    super(`The settings are not usable:\n${lines.join('\n')}`)
  }
}

export type OperatorEnv = {
  readonly host: string
  readonly port: number
  /** Where browsers reach the app; no slash at the end. */
  readonly appUrl: string
  readonly dataDir: string
  /** Null: the embedded server of `DATA_DIR`. */
  readonly databaseUrl: string | null
  readonly nextAuthSecret: string | null
  readonly vaultKeys: VaultKeys | null
  readonly enableBanking: { readonly apiUrl: string; readonly appId: string | null; readonly privateKeyPem: string | null }
  /** Payments name an address of ours that Enable Banking tells of changes. */
  readonly enableBankingWebhook: boolean
  readonly simulator: { readonly enabled: boolean; readonly url: string | null; readonly port: number }
  readonly ecbRatesUrl: string
  readonly worker: 'inline' | 'off'
  /** Jobs in hand at the same time, per process. */
  readonly workerConcurrency: number
  readonly logLevel: string
  readonly trustedProxyHops: number
}

const PUBLIC_API_URL = 'https://api.enablebanking.com'
const ECB_RATES_URL = 'https://www.ecb.europa.eu/stats/eurofxref/'

/** Reads every variable, trimmed, empty meaning absent. @throws EnvError naming all problems at once */
export function parseOperatorEnv(raw: NodeJS.ProcessEnv, readFile: ReadFile = (path) => fs.readFileSync(path, 'utf8')): OperatorEnv {
  const problems: EnvProblem[] = [...listUnknown(raw)]
  const report = (variable: string, problem: string, fix: string) => void problems.push({ variable, problem, fix })
  const values = readValues(raw, report)
  const vaultKeys = readVaultKeys(values, readFile, report)
  const privateKeyPem = readPrivateKey(values, readFile, report)
  const port = values.PORT ?? 3000
  const simulator = readSimulator(values, port, report)
  const apiUrl = values.ENABLE_BANKING_API_URL ?? simulator.url ?? PUBLIC_API_URL
  const enableBankingWebhook = readWebhook(values, apiUrl, report)
  if (problems.length > 0) throw new EnvError(problems)
  return {
    host: values.HOST ?? '127.0.0.1',
    port,
    appUrl: values.APP_URL ?? `http://localhost:${port}`,
    dataDir: values.DATA_DIR ?? './.data',
    databaseUrl: values.DATABASE_URL ?? null,
    nextAuthSecret: values.NEXTAUTH_SECRET ?? null,
    vaultKeys,
    enableBanking: {
      apiUrl,
      appId: values.ENABLE_BANKING_APP_ID ?? null,
      privateKeyPem,
    },
    enableBankingWebhook,
    simulator,
    ecbRatesUrl: values.ECB_RATES_URL ?? (simulator.url ? `${simulator.url}/stats/eurofxref/` : ECB_RATES_URL),
    worker: values.WORKER ?? 'inline',
    workerConcurrency: values.WORKER_CONCURRENCY ?? 8,
    logLevel: values.LOG_LEVEL ?? 'info',
    trustedProxyHops: values.TRUSTED_PROXY_HOPS ?? 0,
  }
}

type Report = (variable: string, problem: string, fix: string) => void

function readValues(raw: NodeJS.ProcessEnv, report: Report): Partial<EnvValues> {
  const values: Record<string, unknown> = {}
  for (const { name, fix } of ENV_VARIABLES) {
    const text = raw[name]?.trim()
    if (!text) continue
    const result = (SCHEMAS[name] as z.ZodType).safeParse(text)
    if (result.success) values[name] = result.data
    else report(name, result.error.issues[0]?.message ?? 'is not usable', fix)
  }
  return values
}

function readVaultKeys(values: Partial<EnvValues>, readFile: ReadFile, report: Report): VaultKeys | null {
  const variable = values.VAULT_KEYS ? 'VAULT_KEYS' : 'VAULT_KEYS_FILE'
  const fix = 'give "id:key" pairs, key = 32 bytes in base64 (openssl rand -base64 32); the first one seals, the others only open'
  if (values.VAULT_KEYS && values.VAULT_KEYS_FILE) {
    report('VAULT_KEYS', 'and VAULT_KEYS_FILE are both set', 'keep one of the two')
    return null
  }
  const text = values.VAULT_KEYS ?? readNamedFile(variable, values.VAULT_KEYS_FILE, readFile, report)
  if (text === null) return null
  const keys = parseVaultKeys(text)
  if (typeof keys !== 'string') return keys
  report(variable, keys, fix)
  return null
}

function readPrivateKey(values: Partial<EnvValues>, readFile: ReadFile, report: Report): string | null {
  const variable = 'ENABLE_BANKING_PRIVATE_KEY_FILE'
  const [appId, path] = [values.ENABLE_BANKING_APP_ID, values[variable]]
  if (appId && !path) report(variable, 'is missing although ENABLE_BANKING_APP_ID is set', 'set it to the .pem file of that application')
  if (path && !appId) {
    report('ENABLE_BANKING_APP_ID', `is missing although ${variable} is set`, 'set it to the application id shown in the control panel')
  }
  const text = readNamedFile(variable, path, readFile, report)
  if (text === null) return null
  const pem = parsePrivateKey(text)
  if (pem === null)
    report(variable, 'holds no RSA private key', 'give the file downloaded when the application was registered: PEM, not encrypted')
  return pem
}

/** Who is outside can tell us nothing at an address of this machine; a bank interface on this machine can. */
function readWebhook(values: Partial<EnvValues>, apiUrl: string, report: Report): boolean {
  if (values.ENABLE_BANKING_WEBHOOK !== 'on') return false
  const appUrl = values.APP_URL ? new URL(values.APP_URL) : null
  const isReachable = appUrl?.protocol === 'https:' && !isLoopback(appUrl.hostname)
  if (!isReachable && !isLoopback(new URL(apiUrl).hostname))
    report('ENABLE_BANKING_WEBHOOK', 'is on although APP_URL is no https address', 'set APP_URL to the https address of Saldo, or use off')
  return true
}

function readNamedFile(variable: string, path: string | undefined, readFile: ReadFile, report: Report): string | null {
  if (!path) return null
  try {
    return readFile(path)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    const problem = code === 'ENOENT' ? 'names a file that does not exist' : `names a file that cannot be read (${code ?? 'error'})`
    report(variable, problem, 'correct the path, or let the user who runs Saldo read the file')
    return null
  }
}

/**
 * `auto` means: simulated banks until something of Enable Banking is configured. With the simulator on, every bank call
 * goes to it, so a real application id beside it can only be a mistake.
 */
function readSimulator(values: Partial<EnvValues>, port: number, report: Report): OperatorEnv['simulator'] {
  const simulatorPort = values.SIMULATOR_PORT ?? port + 1
  const url = `http://127.0.0.1:${simulatorPort}`
  const { ENABLE_BANKING_API_URL: apiUrl, ENABLE_BANKING_APP_ID: appId } = values
  const choice = values.SIMULATOR ?? 'auto'
  const enabled = choice === 'on' || (choice === 'auto' && !apiUrl && !appId)
  if (!enabled) return { enabled: false, url: null, port: simulatorPort }
  if (simulatorPort === port) report('SIMULATOR_PORT', 'is the same as PORT', 'give the simulator a port of its own')
  if (appId && apiUrl !== url) {
    report(
      'SIMULATOR',
      'is on together with a real ENABLE_BANKING_APP_ID',
      'set SIMULATOR=off for real banks, or remove ENABLE_BANKING_APP_ID',
    )
  } else if (apiUrl && apiUrl !== url) {
    report('SIMULATOR', 'is on together with another ENABLE_BANKING_API_URL', 'set SIMULATOR=off, or remove ENABLE_BANKING_API_URL')
  }
  return { enabled: true, url, port: simulatorPort }
}

/** A misspelt name is silence otherwise: names that begin like ours and are none of ours are refused. */
function listUnknown(raw: NodeJS.ProcessEnv): EnvProblem[] {
  const known = ENV_VARIABLES.map((variable) => variable.name as string)
  return Object.keys(raw)
    .filter((name) => /^(ENABLE_?BANKING|VAULT_?KEY|SIMULATOR|TRUSTED_PROXY)/i.test(name) && !known.includes(name))
    .map((variable) => ({
      variable,
      problem: 'is not a setting of Saldo',
      fix: `the settings with such a name are: ${similar(variable, known)}`,
    }))
}

function similar(name: string, known: readonly string[]): string {
  const start = name.slice(0, 5).toUpperCase()
  return known.filter((candidate) => candidate.startsWith(start)).join(', ')
}
