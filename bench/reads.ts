import { readTransactionFilter } from '@/lib/accounts/transaction-filter'
import { newId } from '@/lib/core/id'
import { parseIsoDate } from '@/lib/core/iso-date'
import { closeDb } from '@/lib/db'
import { readOverview } from '@/lib/insights/read-overview'
import { readTransactionPage } from '@/lib/insights/read-transaction-list'
import type { BenchDatabase } from './bench-database'
import type { GrownHousehold } from './grown-household'
import { percentile, printLine } from './print-line'

const SAMPLES = 60
const SEARCH_GOALS_MS: Record<number, number> = { 10_000: 30, 100_000: 40, 1_000_000: 80 }

const filterOf = (record: Record<string, string>) => readTransactionFilter(new URLSearchParams(record))

/** Server time of one page of the list: newest, middle, filtered, searched. */
export async function benchList({ viewer, count, middleDay }: GrownHousehold): Promise<void> {
  const middle = { day: parseIsoDate(middleDay), id: newId() }
  const read = (record: Record<string, string>, cursor: typeof middle | null) => () =>
    readTransactionPage(viewer, { filter: filterOf(record), cursor })
  const cases = [
    ['newest', read({}, null), 20],
    ['middle', read({}, middle), 20],
    ['category and days', read({ category: 'groceries', from: '2024-01-01', to: '2025-12-31' }, null), 40],
    ['search, common', read({ q: 'purchase' }, null), SEARCH_GOALS_MS[count]],
    ['search, rare', read({ q: 'shop 17 1e4' }, null), SEARCH_GOALS_MS[count]],
    ['search, nothing found', read({ q: 'nothing is called so' }, null), SEARCH_GOALS_MS[count]],
  ] as const
  for (const [name, work, goal = 80] of cases) {
    const value = percentile(await sample(work), 95)
    printLine({ name: `list p95, ${name}, ${count} rows`, value, unit: 'ms', goal: `<= ${goal}`, ok: value <= goal })
  }
}

/** What the overview reads, at two sizes in turns: how it grows, and that it never scans the transactions. */
export async function benchOverview({ owner }: BenchDatabase, small: GrownHousehold, large: GrownHousehold): Promise<void> {
  const read =
    ({ viewer }: GrownHousehold) =>
    () =>
      readOverview(viewer, { scope: 'all', period: '1y', group: 'bank' })
  await sample(read(small), 5)
  const scansBefore = await sequentialScans(owner)
  const [smallMs, largeMs]: [number[], number[]] = [[], []]
  for (let round = 0; round < SAMPLES; round++) {
    smallMs.push(...(await sample(read(small), 1, 0)))
    largeMs.push(...(await sample(read(large), 1, 0)))
  }
  const growth = percentile(largeMs, 50) / percentile(smallMs, 50)
  const scans = (await sequentialScans(owner)) - scansBefore
  printLine({ name: `overview reads p50, ${small.count} rows`, value: percentile(smallMs, 50), unit: 'ms', goal: '', ok: null })
  printLine({ name: `overview reads p50, ${large.count} rows`, value: percentile(largeMs, 50), unit: 'ms', goal: '', ok: null })
  printLine({
    name: `overview reads, growth from ${small.count} to ${large.count}`,
    value: growth,
    unit: 'ratio',
    goal: '<= 1.3',
    ok: growth <= 1.3,
  })
  printLine({ name: 'overview, sequential scans of transactions', value: scans, unit: 'scans', goal: '0', ok: scans === 0 })
}

async function sample(work: () => Promise<unknown>, count = SAMPLES, warmUp = 3): Promise<number[]> {
  for (let i = 0; i < warmUp; i++) await work()
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const startedMs = performance.now()
    await work()
    times.push(performance.now() - startedMs)
  }
  return times
}

async function sequentialScans(owner: BenchDatabase['owner']): Promise<number> {
  await closeDb()
  await new Promise((resolve) => setTimeout(resolve, 200))
  const [row] = await owner.rows<{ scans: string }>(`SELECT seq_scan::text AS scans FROM pg_stat_user_tables WHERE relname = 'transaction'`)
  return Number(row?.scans ?? 0)
}
