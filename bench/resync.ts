import { closeDb } from '@/lib/db'
import type { BenchBank } from './bench-bank'
import type { BenchDatabase } from './bench-database'
import { syncOnce } from './first-sync'
import { median, printLine } from './print-line'

type Target = { readonly householdId: string; readonly bankSessionId: string }

const ROUNDS = 5
/** A run reads what it wrote in the same second; tables of the sync's own bookkeeping are not among these. */
const TABLES = ['transaction', 'transaction_evidence', 'daily_total', 'monthly_total', 'balance_history']

/** Nothing new at the bank: the overlap of ten days, then the whole history once more. */
export async function benchResync(
  database: BenchDatabase,
  bank: BenchBank,
  target: Target & { accounts: number; transactions: number },
): Promise<void> {
  await syncOnce(target, bank.connector)
  const before = await rowWrites(database)
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const startedMs = performance.now()
    await syncOnce(target, bank.connector)
    times.push((performance.now() - startedMs) / target.accounts)
  }
  const overlapWrites = (await rowWrites(database)) - before
  printLine({ name: 'unchanged re-sync, row writes', value: overlapWrites, unit: 'rows', goal: '0', ok: overlapWrites === 0 })
  printLine({ name: 'unchanged re-sync', value: median(times), unit: 'ms/account', goal: 'with the bank’s own time', ok: null })
  await benchWhole(database, bank, target)
}

async function benchWhole(database: BenchDatabase, bank: BenchBank, target: Target & { transactions: number }): Promise<void> {
  await database.owner.rows('UPDATE account_feed SET read_until = NULL WHERE household_id = $1', [target.householdId])
  const before = await rowWrites(database)
  const startedMs = performance.now()
  await syncOnce(target, bank.connector)
  const rate = target.transactions / ((performance.now() - startedMs) / 1000)
  const writes = (await rowWrites(database)) - before
  printLine({ name: 'whole history again, row writes', value: writes, unit: 'rows', goal: '0', ok: writes === 0 })
  printLine({ name: 'whole history again', value: rate, unit: 'transactions/s', goal: '', ok: null })
}

async function rowWrites({ owner }: BenchDatabase): Promise<number> {
  // Statistics of a connection are counted when it closes.
  await closeDb()
  await new Promise((resolve) => setTimeout(resolve, 200))
  const [row] = await owner.rows<{ writes: string }>(
    `SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::text AS writes FROM pg_stat_user_tables WHERE relname = ANY ($1)`,
    [TABLES],
  )
  return Number(row?.writes ?? 0)
}
