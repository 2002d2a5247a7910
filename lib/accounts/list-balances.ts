import { AVAILABLE_BALANCES, BOOKED_BALANCES } from '@/lib/core/iso-20022'
import type { Db, DbViewer } from '@/lib/db'

/** A balance as the bank sent it. Days and instants are ISO text. */
export type BalanceRow = {
  readonly type: string
  readonly currency: string
  readonly amountMinor: bigint
  readonly name: string | null
  readonly referenceDate: string | null
  readonly observedAt: Date
}

/** All balances of an account: booked ones first, then what is available, then the rest. */
export async function listBalances(db: Db, viewer: DbViewer, accountId: string): Promise<BalanceRow[]> {
  const rows = await db.$queryRaw<BalanceRow[]>`
    SELECT b.type, b.currency, b.amount_minor AS "amountMinor", b.name, b.reference_date::text AS "referenceDate",
           b.observed_at AS "observedAt"
      FROM balance b WHERE b.household_id = ${viewer.householdId}::uuid AND b.account_id = ${accountId}::uuid`
  const order = [...BOOKED_BALANCES, ...AVAILABLE_BALANCES]
  const place = (type: string) => (order.includes(type) ? order.indexOf(type) : order.length)
  return rows.sort((a, b) => place(a.type) - place(b.type) || (a.type < b.type ? -1 : 1) || (a.currency < b.currency ? -1 : 1))
}
