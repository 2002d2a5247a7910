import { spawn, type ChildProcess } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { asSystem } from '@/lib/db'
import { hashSecret, newSecret } from '@/lib/vault/secret'
import { newId } from '@/lib/core/id'
import type { GrownHousehold } from './grown-household'
import { SMALL_ALLOCATOR, SMALL_PROCESS } from '@/scripts/small-process'
import { percentile, printLine } from './print-line'

const PORT = 4172
const ORIGIN = `http://localhost:${PORT}`
const SAMPLES = 80
/** Rendered by the same server with the same layout, and nothing read from anywhere. */
const BARE_PAGE = '/a-page-that-does-not-exist'

/** The built app as people run it: its pages over HTTP, its scripts, its memory. */
export async function benchWeb(small: GrownHousehold, large: GrownHousehold): Promise<void> {
  if (!fs.existsSync('.next/BUILD_ID')) {
    printLine({ name: 'web', value: null, unit: '', goal: '', ok: null, note: 'skipped: not built (npm run build)' })
    return
  }
  const server = await startServer().catch((error: unknown) => {
    printLine({
      name: 'web',
      value: null,
      unit: '',
      goal: '',
      ok: null,
      note: `skipped: ${error instanceof Error ? error.message : 'no start'}`,
    })
    return null
  })
  if (!server) return
  try {
    await benchIdle(server)
    const cookies = [await signIn(small), await signIn(large)] as const
    await benchPages(cookies)
    await benchScripts('overview', '/', cookies[0])
    await benchScripts('transactions', '/transactions', cookies[0])
  } finally {
    await stopServer(server)
  }
}

async function startServer(): Promise<ChildProcess> {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    APP_URL: ORIGIN,
    NEXTAUTH_URL: ORIGIN,
    PORT: String(PORT),
    NEXT_MANUAL_SIG_HANDLE: '1',
    ...SMALL_ALLOCATOR,
  }
  const server = spawn(
    process.execPath,
    [...SMALL_PROCESS, 'node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(PORT)],
    {
      env: env as NodeJS.ProcessEnv,
      stdio: 'ignore',
    },
  )
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null) throw new Error(`the app ended with ${server.exitCode}`)
    const answer = await fetch(`${ORIGIN}/api/health`).catch(() => null)
    if (answer?.ok) return server
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the app did not start within 30 s')
}

async function stopServer(server: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 10_000))])
  if (server.exitCode === null) server.kill('SIGKILL')
}

/** Resident memory ten seconds after the start, before the first page. */
async function benchIdle(server: ChildProcess): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 10_000))
  const status = `/proc/${server.pid}/status`
  if (!fs.existsSync(status)) return
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(status, 'utf8'))?.[1] ?? 0)
  printLine({ name: 'web process, idle', value: kilobytes / 1024, unit: 'MB', goal: '<= 130', ok: kilobytes / 1024 <= 130 })
}

async function signIn({ viewer: { householdId, userId } }: GrownHousehold): Promise<string> {
  const token = newSecret()
  const expiresAt = new Date(Date.now() + 3_600_000)
  await asSystem(householdId, (db) =>
    db.loginSession.create({ data: { id: newId(), householdId, userId, tokenHash: hashSecret(token), expiresAt } }),
  )
  return `saldo-session=${token}`
}

async function benchPages([small, large]: readonly [string, string]): Promise<void> {
  const times = { bare: [] as number[], small: [] as number[], large: [] as number[] }
  for (let round = -5; round < SAMPLES; round++) {
    const measured = { bare: await time(BARE_PAGE, small, 404), small: await time('/', small), large: await time('/', large) }
    if (round >= 0) for (const name of ['bare', 'small', 'large'] as const) times[name].push(measured[name])
  }
  const p50 = (name: keyof typeof times) => percentile(times[name], 50)
  const [overBare, growth] = [p50('large') / p50('bare'), p50('large') / p50('small')]
  printLine({ name: 'bare page p50', value: p50('bare'), unit: 'ms', goal: '', ok: null })
  printLine({ name: 'overview page p50, 1000000 rows', value: p50('large'), unit: 'ms', goal: '', ok: null })
  printLine({ name: 'overview page p50 / bare page', value: overBare, unit: 'ratio', goal: '<= 2.5', ok: overBare <= 2.5 })
  printLine({ name: 'overview page p50, growth from 10000 to 1000000', value: growth, unit: 'ratio', goal: '<= 1.3', ok: growth <= 1.3 })
}

async function time(page: string, cookie: string, expected = 200): Promise<number> {
  const startedMs = performance.now()
  const response = await fetch(`${ORIGIN}${page}`, { headers: { cookie }, redirect: 'manual' })
  await response.text()
  if (response.status !== expected) throw new Error(`${page} answered ${response.status}`)
  return performance.now() - startedMs
}

/** All scripts the first page load asks for, as a server that compresses well would send them. */
async function benchScripts(name: string, page: string, cookie: string): Promise<void> {
  const html = await (await fetch(`${ORIGIN}${page}`, { headers: { cookie } })).text()
  const files = new Set(
    [...html.matchAll(/<script[^>]*?src="\/_next\/(static\/[^"?]+\.js)[^>]*>/g)].filter(isForModernBrowsers).map(([, file]) => file!),
  )
  const sizes = [...files].map((file) => brotliCompressSync(fs.readFileSync(path.join('.next', file))).byteLength)
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000
  printLine({
    name: `first-load JavaScript, ${name}`,
    value: kilobytes,
    unit: 'kB brotli',
    goal: '<= 180',
    ok: kilobytes <= 180,
    note: `${files.size} files`,
  })
}

/** Browsers that know modules leave the polyfills for older ones alone. */
function isForModernBrowsers([tag]: RegExpMatchArray): boolean {
  return !/\snomodule/i.test(tag)
}
