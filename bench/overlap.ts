import { openBenchBank, type BenchBank } from './bench-bank'
import type { BenchDatabase } from './bench-database'
import { syncOnce } from './first-sync'
import { median, printLine } from './print-line'
import { seedBenchHousehold, seedBenchSession } from './seed-household'

type Target = { readonly householdId: string; readonly bankSessionId: string; readonly accountId: string }

const PORT = 4173
/** Spread over 720 days: 300 of them in the ten days that are read again. */
const ROWS = 21_600
const MANY = 1_000_000
const ROUNDS = 15
const [WARM_UP, GOAL_MS, RATIO_MAX] = [5, 15, 1.3]

/** An unchanged reading of one account whose overlap holds 300 rows: over a short history, and over one of a million rows. */
export async function benchOverlap(database: BenchDatabase): Promise<void> {
  const bank = await openBenchBank({ port: PORT, accounts: 1, transactions: ROWS })
  try {
    const target = await seedTarget(bank)
    await syncOnce(target, bank.connector)
    const short = await measure(database, bank, target)
    await growHistory(database, target)
    const long = await measure(database, bank, target)
    const note = `${Math.round(short.rows)} rows a reading`
    printLine({
      name: 'unchanged overlap, beyond the bank',
      value: short.ms,
      unit: 'ms/account',
      goal: '<= 15',
      ok: short.ms <= GOAL_MS,
      note,
    })
    printLine({ name: 'the same with 1 M rows', value: long.ms, unit: 'ms/account', goal: '<= 15', ok: long.ms <= GOAL_MS })
    const ratio = long.ms / short.ms
    printLine({ name: 'overlap, 1 M rows / 22 k rows', value: ratio, unit: 'ratio', goal: '<= 1.3', ok: ratio <= RATIO_MAX })
  } finally {
    await bank.stop()
  }
}

async function seedTarget(bank: BenchBank): Promise<Target> {
  const household = await seedBenchHousehold()
  const { bankSessionId, accounts } = await seedBenchSession(household, await bank.authorize(), new Date())
  return { householdId: household.householdId, bankSessionId, accountId: accounts[0]!.accountId }
}

/** Median of the time a reading takes less the time its calls to the bank took. */
async function measure({ owner }: BenchDatabase, bank: BenchBank, target: Target): Promise<{ ms: number; rows: number }> {
  const times: number[] = []
  let rows = 0
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const startedMs = performance.now()
    await syncOnce(target, bank.connector)
    const tookMs = performance.now() - startedMs
    const [run] = await owner.rows<{ ms: number; rows: number }>(
      `SELECT (SELECT coalesce(sum(duration_ms), 0)::int FROM bank_call c WHERE c.run_id = r.id) AS ms,
              (SELECT fetched FROM sync_run_account x WHERE x.run_id = r.id) AS rows
         FROM sync_run r WHERE r.household_id = $1 ORDER BY r.started_at DESC, r.id DESC LIMIT 1`,
      [target.householdId],
    )
    rows = run?.rows ?? 0
    if (round >= WARM_UP) times.push(tookMs - (run?.ms ?? 0))
  }
  return { ms: median(times), rows }
}

/** Older rows as a long life leaves them, with what they are known by; made by the database itself. */
async function growHistory({ owner }: BenchDatabase, { householdId, accountId }: Target): Promise<void> {
  await owner.rows(
    `WITH grown AS (
       INSERT INTO transaction (household_id, id, account_id, status, amount_minor, currency, booking_date, value_date, effective_date, name,
                                sealed_detail, facts_hash, search_text, first_seen_at)
       SELECT $1::uuid, gen_random_uuid(), $2::uuid, 'BOOK', -n, 'EUR', d.day, d.day, d.day, 'Shop ' || (n % 301), repeat('x', 900), 'grown ' || n,
              'shop ' || (n % 301), now()
         FROM generate_series(1, $3::int) AS g(n), LATERAL (SELECT DATE '2023-01-01' - (n % 3000) AS day OFFSET 0) AS d
       RETURNING id)
     INSERT INTO transaction_evidence (household_id, account_id, kind, value, occurrence, transaction_id, seen_at)
     SELECT $1::uuid, $2::uuid, 'c', left(encode(sha256(id::text::bytea), 'base64'), 22), 0, id, now() FROM grown`,
    [householdId, accountId, MANY],
  )
  await owner.rows('VACUUM ANALYZE transaction, transaction_evidence')
}
