import { asViewer } from '@/lib/db'
import { findBookings } from '@/lib/payments/booking/find-bookings'
import { suggestPayees } from '@/lib/payments/payees/suggest-payees'
import { seedTransactions } from '@/lib/testing/seed-account'
import { seedOpenPayments } from '@/lib/testing/seed-open-payments'
import type { BenchDatabase } from './bench-database'
import type { GrownHousehold } from './grown-household'
import { percentile, printLine } from './print-line'

const SAMPLES = 40
const OPEN = 1_000
const PAYEE = 'FI5542345670000081'
const NOW = new Date('2026-11-20T10:00:00Z')

/** Whom a person may mean while they type, and looking for the debits of a thousand open payments, in a household of many rows. */
export async function benchPayees({ owner }: BenchDatabase, { viewer, count }: GrownHousehold): Promise<void> {
  const { householdId } = viewer
  const accountId = await asViewer(viewer, async (db) => (await db.account.findFirstOrThrow({ orderBy: { id: 'asc' } })).id)
  await owner.rows('UPDATE transaction SET counterparty_index = name WHERE household_id = $1', [householdId])
  // The eight that are shown are opened, so these are real.
  const creditor = { name: 'Shop', iban: PAYEE, otherAccount: null, addressLines: [] }
  const rows = Array.from({ length: 8 }, (_, at) => ({
    day: '2026-11-20',
    minor: -1n,
    name: `Shop new ${at}`,
    counterpartyIban: String(at),
  }))
  await seedTransactions(
    householdId,
    accountId,
    rows.map((row) => ({ ...row, detail: { creditor } })),
  )
  await seedOpenPayments(viewer, { accountId, count: OPEN, payeeIban: PAYEE, now: NOW })
  await owner.rows('VACUUM ANALYZE transaction, payment, payment_line')
  for (const text of ['shop', 'nobody is called so', '']) {
    const value = percentile(await sample(() => suggestPayees(viewer, text)), 95)
    const goal = text === '' ? 100 : 50
    printLine({ name: `payees p95, "${text}", ${count} rows`, value, unit: 'ms', goal: `<= ${goal}`, ok: value <= goal })
  }
  const value = percentile(await sample(() => findBookings(householdId, NOW)), 95)
  printLine({ name: `debits of ${OPEN} open payments p95, ${count} rows`, value, unit: 'ms', goal: '<= 1000', ok: value <= 1_000 })
}

async function sample(work: () => Promise<unknown>): Promise<number[]> {
  for (let i = 0; i < 3; i++) await work()
  const times: number[] = []
  for (let i = 0; i < SAMPLES; i++) {
    const startedMs = performance.now()
    await work()
    times.push(performance.now() - startedMs)
  }
  return times
}
