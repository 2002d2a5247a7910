// npm run simulate: lives of households under faults, each repeatable from its seed, several processes at once.
import os from 'node:os'
import { parseArgs } from 'node:util'
import { KILLS_OF_A_SEED } from '@/lib/testing/crash/kill-many'
import type { LifeReport } from '@/lib/testing/life/play-life'
import { INTENTS_OF_A_LIFE } from '@/lib/testing/pay/play-payments'
import { openTestServer, type TestServer } from '@/lib/testing/test-server'
import { playInProcesses } from './play-in-processes'
import { simulateKills } from './simulate-kills'
import { simulatePayments } from './simulate-payments'

const USAGE = `usage: npm run simulate -- --seeds <number> [--from <first seed>] [--at-once <processes>]
       npm run simulate -- --seed <seed>
       npm run simulate -- --payments <number> [--from <first seed>] [--at-once <processes>]
       npm run simulate -- --payment-seed <seed>
       npm run simulate -- --kills <number> [--from <first seed>] [--at-once <processes>]`

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
  return wish.kills ? simulateKills(testServer, wish) : playAll(testServer)
}

type Wish = {
  readonly payments: boolean
  readonly kills: boolean
  readonly seeds: readonly string[]
  readonly atOnce: number
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
    const plain = { atOnce, kills: false, payments: false }
    if (values.seed !== undefined) return { ...plain, seeds: [values.seed], atOnce: 1 }
    if (values['payment-seed'] !== undefined) return { ...plain, seeds: [values['payment-seed']], atOnce: 1, payments: true }
    const wanted = wantedSeeds(values)
    const seeds = Array.from({ length: wanted }, (_, at) => String(first + at))
    return { ...plain, seeds, payments: values.payments !== undefined, kills: values.kills !== undefined }
  } catch {
    console.error(USAGE)
    process.exit(1)
  }
}

/** Payments and kills come so many to a seed. */
function wantedSeeds({ seeds, payments, kills }: { seeds?: string; payments?: string; kills?: string }): number {
  if (payments !== undefined) return Math.ceil(whole(payments) / INTENTS_OF_A_LIFE)
  return kills === undefined ? whole(seeds ?? '20') : Math.ceil(whole(kills) / KILLS_OF_A_SEED)
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
