// npm run simulate: lives of households under faults, each repeatable from its seed, several processes at once.
import os from 'node:os'
import { parseArgs } from 'node:util'
import { killMany, type KillReport } from '@/lib/testing/crash/kill-many'
import type { LifeReport } from '@/lib/testing/life/play-life'
import { INTENTS_OF_A_LIFE } from '@/lib/testing/pay/play-payments'
import { openTestServer, type TestServer } from '@/lib/testing/test-server'
import { playInProcesses } from './play-in-processes'
import { simulatePayments } from './simulate-payments'

const USAGE = `usage: npm run simulate -- --seeds <number> [--from <first seed>] [--at-once <processes>]
       npm run simulate -- --seed <seed>
       npm run simulate -- --payments <number> [--from <first seed>] [--at-once <processes>]
       npm run simulate -- --payment-seed <seed>
       npm run simulate -- --kills <number> [--from <first seed>]`

const PROGRESS_EVERY_MS = 10_000
const COUNT_MAX = 1_000_000

type Timed = LifeReport & { readonly ms: number }

const wish = readWish()
const { server, stop } = await openTestServer()
try {
  process.exitCode = (await simulate(server)) === 0 ? 0 : 1
} finally {
  await stop()
}
process.exit()

/** Answers the number of seeds, or of laws, that were broken. */
function simulate(testServer: TestServer): Promise<number> {
  if (wish.payments) return simulatePayments(testServer, wish)
  return wish.kills > 0 ? killWorkers(testServer) : playAll(testServer)
}

type Wish = {
  readonly payments: boolean
  readonly seeds: readonly string[]
  readonly first: number
  readonly atOnce: number
  readonly kills: number
}

function readWish(): Wish {
  try {
    const options = { type: 'string' } as const
    const names = ['seeds', 'seed', 'from', 'kills', 'payments', 'payment-seed', 'at-once'] as const
    const { values } = parseArgs({
      options: Object.fromEntries(names.map((name) => [name, options])) as Record<(typeof names)[number], typeof options>,
    })
    const atOnce = whole(values['at-once'] ?? String(Math.min(4, os.availableParallelism())))
    const first = whole(values.from ?? '1')
    const plain = { first, atOnce, kills: 0, payments: false }
    if (values.kills !== undefined) return { ...plain, seeds: [], kills: whole(values.kills) }
    if (values.seed !== undefined) return { ...plain, seeds: [values.seed], atOnce: 1 }
    if (values['payment-seed'] !== undefined) return { ...plain, seeds: [values['payment-seed']], atOnce: 1, payments: true }
    const lives = values.payments === undefined ? whole(values.seeds ?? '20') : Math.ceil(whole(values.payments) / INTENTS_OF_A_LIFE)
    const seeds = Array.from({ length: lives }, (_, at) => String(first + at))
    return { ...plain, seeds, payments: values.payments !== undefined }
  } catch {
    console.error(USAGE)
    process.exit(1)
  }
}

/** Answers the number of laws broken. */
async function killWorkers(testServer: TestServer): Promise<number> {
  const lanes = Math.min(wish.atOnce, wish.kills)
  const reports = new Map<number, KillReport>()
  const print = () => {
    const all = [...reports.values()]
    const [kills, violations] = [sumOf(all.map((report) => report.kills)), sumOf(all.map((report) => report.violations.length))]
    const slowest = Math.round(Math.max(0, ...all.map(({ slowestMs }) => slowestMs)) / 100) / 10
    console.log(`${kills} of ${wish.kills} processes killed, slowest recovery ${slowest} s, ${violations} violations`)
  }
  const play = async (_: unknown, lane: number) => {
    const kills = Math.ceil((wish.kills - lane) / lanes)
    const onProgress = (report: KillReport) => {
      reports.set(lane, report)
      print()
    }
    return killMany(testServer, { kills, seed: `${wish.first + lane}`, onProgress })
  }
  const done = await Promise.all(Array.from({ length: lanes }, play))
  const violations = done.flatMap((report) => report.violations)
  for (const violation of violations.slice(0, 20)) console.log(`    ${violation}`)
  return violations.length
}

function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function whole(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > COUNT_MAX) throw new RangeError(text)
  return number
}

/** Answers the number of seeds that broke a law. */
async function playAll(testServer: TestServer): Promise<number> {
  const begunMs = performance.now()
  const reports: Timed[] = []
  const progress = setInterval(() => printSoFar(reports, begunMs), PROGRESS_EVERY_MS)
  const onReport = (report: object) => take(reports, report as Timed)
  await playInProcesses('scripts/life-program.ts', { server: testServer, seeds: wish.seeds, atOnce: wish.atOnce, onReport })
  clearInterval(progress)
  printSoFar(reports, begunMs)
  const broken = reports.filter(({ violations }) => violations.length > 0)
  if (broken.length > 0) console.log(`seeds that broke a law: ${broken.map(({ seed }) => seed).join(', ')}`)
  return broken.length + (reports.length === wish.seeds.length ? 0 : 1)
}

function take(reports: Timed[], report: Timed): void {
  reports.push(report)
  if (report.violations.length === 0) return
  console.log(`✗ seed ${report.seed}: ${report.violations.length} violations. Again: npm run simulate -- --seed ${report.seed}`)
  for (const violation of report.violations.slice(0, 12)) console.log(`    ${violation}`)
}

function printSoFar(reports: readonly Timed[], begunMs: number): void {
  const sum = (key: 'events' | 'calls' | 'deaths' | 'rows' | 'inQuestion') => sumOf(reports.map((report) => report[key]))
  const violations = sumOf(reports.map((report) => report.violations.length))
  const seconds = Math.round((performance.now() - begunMs) / 1000)
  console.log(
    `${reports.length} of ${wish.seeds.length} seeds in ${seconds} s: ${sum('events')} events, ${sum('calls')} calls to banks, ` +
      `${sum('deaths')} processes killed, ${sum('rows')} rows compared, ${sum('inQuestion')} of them in question, ${violations} violations`,
  )
}
