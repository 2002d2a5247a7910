import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { DatabaseError } from '@/lib/database/database-error'
import { MAJOR } from '@/lib/database/embedded-postgres'
import { migrate } from '@/lib/database/migrate'
import { env, operatorEnv } from '@/lib/env'
import { EnvError, type OperatorEnv } from '@/lib/env-parse'
import { startChild, type Child } from './child'
import { findSetupLink } from './setup-link'
import { simulatorArguments } from './simulator-process'
import { SMALL_ALLOCATOR, SMALL_PROCESS } from './small-process'
import { openSurroundings, type Surroundings } from './surroundings'
import { verifyVaultKeys } from './verify-vault-keys'

type Step = <T>(label: string, work: () => Promise<T>) => Promise<T>

type Mode = 'start' | 'dev'

const HEALTHY_WITHIN_MS = 60_000

/** From an installed checkout to a served page; returns when everything runs, and stops it all when the process is told to. */
export async function startApp(step: Step, mode: Mode = 'start'): Promise<void> {
  const stops: (() => Promise<void>)[] = []
  const shutDown = shutDownOnce(stops)
  process.once('SIGINT', () => void shutDown(0))
  process.once('SIGTERM', () => void shutDown(0))
  try {
    const operator = operatorEnv()
    await requireFreePorts(operator)
    const surroundings = await step('Starting the database', openSurroundings)
    stops.push(surroundings.stop)
    await step('Bringing the tables up to date', () => migrate(env().databaseUrl))
    await verifyVaultKeys(env().databaseUrl, env().vaultKeys)
    if (mode === 'start') await buildIfNeeded(step, surroundings)
    const children = await step('Starting the app', () => startServers(surroundings, mode, stops))
    await report(surroundings)
    const code = await Promise.race(children.map((child) => child.ended))
    await shutDown(code === 0 ? 1 : code)
  } catch (error) {
    console.error(`\n${describe(error)}`)
    await shutDown(1)
  }
}

function shutDownOnce(stops: (() => Promise<void>)[]): (code: number) => Promise<void> {
  let ending: Promise<void> | null = null
  return (code) =>
    (ending ??= (async () => {
      for (const stop of stops.toReversed()) await stop().catch(() => undefined)
      process.exit(code)
    })())
}

/** Expected mistakes are told in words; anything else is a fault of ours and shows where it happened. */
function describe(error: unknown): string {
  if (error instanceof EnvError) return error.message
  if (error instanceof DatabaseError) return `The database is not usable:\n  ${error.message}`
  return error instanceof Error ? error.message : String(error)
}

async function requireFreePorts({ host, port, simulator }: OperatorEnv): Promise<void> {
  if (!(await isFree(port, host))) throw new Error(`port ${port} is in use: stop the program that has it, or set PORT to another one`)
  if (simulator.enabled && !(await isFree(simulator.port, '127.0.0.1'))) {
    throw new Error(`port ${simulator.port} is in use, the simulator needs it: stop the program that has it, or set SIMULATOR_PORT`)
  }
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}

type Build = { isBuilt(): boolean; build(options: { logFile: string }): Promise<boolean> }

async function buildIfNeeded(step: Step, { dataDir }: Surroundings): Promise<void> {
  const files = [new URL('./source-hash.mjs', import.meta.url).href, new URL('./build.mjs', import.meta.url).href]
  const [{ isBuilt }, { build }] = (await Promise.all(files.map((file) => import(file)))) as [Build, Build]
  if (isBuilt()) return
  await step('Building the app, once', () => build({ logFile: path.join(dataDir, 'build.log') }))
}

async function startServers(surroundings: Surroundings, mode: Mode, stops: (() => Promise<void>)[]): Promise<Child[]> {
  const { operator, dataDir } = surroundings
  const children: Child[] = []
  const start = (args: readonly string[], childEnv: Readonly<Record<string, string>>) => {
    const child = startChild(args, childEnv)
    children.push(child)
    stops.push(child.stop)
  }
  if (operator.simulator.enabled) start([...SMALL_PROCESS, ...simulatorArguments(operator, dataDir)], SMALL_ALLOCATOR)
  const next = ['node_modules/next/dist/bin/next', mode, '-H', operator.host, '-p', String(operator.port)]
  if (mode === 'dev') start(next, { NODE_ENV: 'development' })
  // The queue gives its jobs back before the process ends, so it handles the signals (instrumentation-node.ts).
  else start([...SMALL_PROCESS, ...next], { ...SMALL_ALLOCATOR, NODE_ENV: 'production', NEXT_MANUAL_SIG_HANDLE: '1' })
  const ended = Promise.race(children.map((child) => child.ended)).then((code) => {
    throw new Error(`a part of the app ended at its start (code ${code}); what it printed is above`)
  })
  await Promise.race([waitUntilHealthy(operator), ended])
  ended.catch(() => undefined)
  return children
}

async function waitUntilHealthy({ host, port, simulator }: OperatorEnv): Promise<void> {
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  await waitForAnswer(`http://${address.includes(':') ? `[${address}]` : address}:${port}/api/health`)
  if (simulator.url) await waitForAnswer(`${simulator.url}/health`)
}

async function waitForAnswer(url: string): Promise<void> {
  const until = Date.now() + HEALTHY_WITHIN_MS
  for (;;) {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) }).catch(() => null)
    if (response && response.status < 500) return
    if (Date.now() > until) throw new Error(`${url} did not answer within a minute`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function report({ operator, dataDir }: Surroundings): Promise<void> {
  const setupLink = await findSetupLink(operator.appUrl)
  const shownDir = path.relative(process.cwd(), dataDir) || '.'
  const lines = [`Saldo runs at ${operator.appUrl}`]
  if (setupLink) {
    lines.push('', 'To set it up, open this link within 24 hours. It works once:', `  ${setupLink}`)
    lines.push(`(The token in it is also in ${path.join(shownDir, 'setup-token.txt')}.)`)
  }
  if (operator.simulator.enabled) lines.push('', `Banks are simulated (${operator.simulator.url}). For real ones see the README.`)
  lines.push(
    `Your data is in ${operator.databaseUrl ? 'the database of DATABASE_URL' : describePlace(dataDir, shownDir)}. Stop with Ctrl-C.`,
  )
  process.stdout.write(`\n${lines.join('\n')}\n\n`)
}

/** The database's files may stand elsewhere, where its user can reach them. */
function describePlace(dataDir: string, shownDir: string): string {
  const place = path.join(dataDir, `pg${MAJOR}`)
  return fs.lstatSync(place).isSymbolicLink() ? `${shownDir} and ${fs.realpathSync(place)}` : shownDir
}
