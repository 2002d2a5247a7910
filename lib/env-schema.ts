import { z } from 'zod'

/** Each variable's form. Messages complete the sentence "<VARIABLE> …" and never repeat the value. */
export const SCHEMAS = {
  HOST: z.string().regex(/^[A-Za-z0-9.:_-]+$/, 'is not a host name or address'),
  PORT: portNumber(),
  APP_URL: webAddress().transform(withoutSlash),
  DATA_DIR: z.string(),
  DATABASE_URL: z.string().refine(isPostgresUrl, 'is not a PostgreSQL address'),
  VAULT_KEYS: z.string(),
  VAULT_KEYS_FILE: z.string(),
  NEXTAUTH_SECRET: z.string().min(32, 'is shorter than 32 characters'),
  ENABLE_BANKING_API_URL: webAddress().refine(isSafeApiUrl, 'is plain http to another machine').transform(withoutSlash),
  ENABLE_BANKING_APP_ID: z.string().regex(/^[A-Za-z0-9._-]{1,100}$/, 'is not an application id'),
  ENABLE_BANKING_PRIVATE_KEY_FILE: z.string(),
  ENABLE_BANKING_WEBHOOK: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['off', 'on'], 'is none of off, on')),
  SIMULATOR: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['auto', 'on', 'off'], 'is none of auto, on, off')),
  SIMULATOR_PORT: portNumber(),
  ECB_RATES_URL: webAddress()
    .refine(isSafeApiUrl, 'is plain http to another machine')
    .transform((url) => `${withoutSlash(url)}/`),
  WORKER: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['inline', 'off'], 'is none of inline, off')),
  WORKER_CONCURRENCY: z
    .string()
    .regex(/^\d{1,2}$/, 'is not a number from 1 to 64')
    .transform((text) => Number.parseInt(text, 10))
    .refine((count) => count >= 1 && count <= 64, 'is not a number from 1 to 64'),
  LOG_LEVEL: z
    .string()
    .toLowerCase()
    .pipe(
      z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'is none of fatal, error, warn, info, debug, trace, silent'),
    ),
  TRUSTED_PROXY_HOPS: z
    .string()
    .regex(/^\d$/, 'is not a number from 0 to 9')
    .transform((text) => Number.parseInt(text, 10)),
}

export type EnvName = keyof typeof SCHEMAS

export type EnvValues = { [Name in EnvName]: z.infer<(typeof SCHEMAS)[Name]> }

/** How to mend each one. `.env.example` documents the same list; a test compares the two. */
export const ENV_VARIABLES: readonly { readonly name: EnvName; readonly fix: string }[] = [
  { name: 'HOST', fix: 'give the address to listen on: 127.0.0.1 for this machine only, 0.0.0.0 for the network' },
  { name: 'PORT', fix: 'give a port from 1 to 65535, e.g. 3000' },
  { name: 'APP_URL', fix: 'give the address people type, e.g. https://saldo.example.org' },
  { name: 'DATA_DIR', fix: 'give a directory that Saldo may write to' },
  { name: 'DATABASE_URL', fix: 'give postgresql://user:password@host:5432/database, or remove it to use the built-in server' },
  { name: 'VAULT_KEYS', fix: 'give "id:key" pairs, or remove it to let Saldo keep a key file in DATA_DIR' },
  { name: 'VAULT_KEYS_FILE', fix: 'give the path of the key file, or remove it' },
  { name: 'NEXTAUTH_SECRET', fix: 'give at least 32 random characters (openssl rand -base64 32), or remove it to have one made' },
  { name: 'ENABLE_BANKING_API_URL', fix: 'give an https address (plain http only on this machine), or remove it for the public API' },
  { name: 'ENABLE_BANKING_APP_ID', fix: 'copy the application id from the Enable Banking control panel' },
  { name: 'ENABLE_BANKING_PRIVATE_KEY_FILE', fix: 'give the path of the .pem file of the application' },
  { name: 'ENABLE_BANKING_WEBHOOK', fix: 'use off (payments are asked about), or on where APP_URL is https and reachable from outside' },
  { name: 'SIMULATOR', fix: 'use auto, on or off' },
  { name: 'SIMULATOR_PORT', fix: 'give a port from 1 to 65535, or remove it to use PORT + 1' },
  { name: 'ECB_RATES_URL', fix: 'give an https address, or remove it for the European Central Bank' },
  { name: 'WORKER', fix: 'use inline (jobs run in the web process) or off (you run `npm run worker`)' },
  { name: 'WORKER_CONCURRENCY', fix: 'give how many jobs one process may work on at the same time, e.g. 8' },
  { name: 'LOG_LEVEL', fix: 'use info, or debug while looking for a fault' },
  { name: 'TRUSTED_PROXY_HOPS', fix: 'give how many reverse proxies of your own stand in front of Saldo, usually 0 or 1' },
]

/** True for names of this machine itself: plain http to them never leaves it. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

function portNumber() {
  return z
    .string()
    .regex(/^\d{1,5}$/, 'is not a port number')
    .transform((text) => Number.parseInt(text, 10))
    .refine((port) => port >= 1 && port <= 65_535, 'is not a port number')
}

function webAddress() {
  return z.string().refine(isWebAddress, 'is not a web address')
}

function isWebAddress(text: string): boolean {
  const url = findUrl(text)
  return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash
}

function isSafeApiUrl(text: string): boolean {
  const url = findUrl(text)
  return url === null || url.protocol === 'https:' || isLoopback(url.hostname)
}

function isPostgresUrl(text: string): boolean {
  const url = findUrl(text)
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}

function findUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}
