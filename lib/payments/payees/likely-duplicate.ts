import { dayIn } from '@/lib/core/format-day'
import { addDays, daysBetween, parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { parseMoney } from '@/lib/core/money'
import { asViewer, Prisma, type Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { openVault } from '@/lib/vault/vault'
import { indexAccount, indexCounterparty } from '@/lib/payments/account-index'
import type { PaymentOrder } from '@/lib/payments/order'
import { countsBeside, visiblePayments, type OwnIntent } from '@/lib/payments/pages/payment-row'

/** The same sum to the same account not long ago: a payment of the household, or a debit that was paid elsewhere. */
export type LikelyDuplicate = {
  readonly paymentId: string | null
  readonly transactionId: string | null
  readonly day: IsoDate
  /** In the viewer's own days; negative when it is still to come. */
  readonly daysAgo: number
  /** Which line of the order. */
  readonly position: number
}

const WITHIN_DAYS = 7

type Line = { readonly position: number; readonly minor: bigint; readonly index: string; readonly counterpartyIndex: string | null }

/** The newest of what the viewer may know of; null when there is none. An order of which nothing is paid yet. */
export async function findLikelyDuplicate(
  viewer: Viewer,
  { order, intent }: { readonly order: PaymentOrder; readonly intent: OwnIntent },
  now: Date,
): Promise<LikelyDuplicate | null> {
  const today = dayIn(now, viewer.timeZone)
  const found = await asViewer(viewer, async (db) => {
    const vault = await openVault(db, viewer.householdId)
    const lines = order.lines.flatMap(({ amount, account }, position): Line[] => {
      const minor = findMinor(amount, order.currency)
      if (minor === null) return []
      return [{ position, minor, index: indexAccount(vault, account), counterpartyIndex: indexCounterparty(vault, account) }]
    })
    if (lines.length === 0) return null
    const wanted = { intent, lines, currency: order.currency, since: addDays(today, -WITHIN_DAYS) }
    return (await findPayment(db, viewer, wanted)) ?? (await findDebit(db, viewer, wanted))
  })
  if (!found) return null
  const day = parseIsoDate(found.day)
  return { ...found, day, daysAgo: daysBetween(day, today) }
}

type Wanted = { readonly intent: OwnIntent; readonly lines: readonly Line[]; readonly currency: string; readonly since: IsoDate }
type Found = Omit<LikelyDuplicate, 'day' | 'daysAgo'> & { readonly day: string }

/** Also one whose outcome is not known, and one that waits for somebody. */
async function findPayment(db: Db, viewer: Viewer, { intent, lines, currency, since }: Wanted): Promise<Found | undefined> {
  const [found] = await db.$queryRaw<Found[]>`
    SELECT p.id::text AS "paymentId", NULL AS "transactionId", w.position,
           greatest((p.created_at AT TIME ZONE ${viewer.timeZone})::date, p.execute_on)::text AS day
      FROM (${wantedRows(lines)}) w
      JOIN payment_line l ON l.household_id = ${viewer.householdId}::uuid AND l.creditor_index = w.index AND l.amount_minor = w.minor
       AND l.currency = ${currency}
      JOIN payment p ON p.household_id = l.household_id AND p.id = l.payment_id
     WHERE p.status <> 'draft' AND ${countsBeside(intent)} AND ${visiblePayments(viewer)}
       AND greatest((p.created_at AT TIME ZONE ${viewer.timeZone})::date, p.execute_on) >= ${since}::date
     ORDER BY day DESC, p.id DESC LIMIT 1`
  return found
}

/** Paid at the bank itself, or by a payment the viewer does not see but whose account they do. */
async function findDebit(db: Db, { householdId, memberId }: Viewer, { lines, currency, since }: Wanted): Promise<Found | undefined> {
  const [found] = await db.$queryRaw<Found[]>`
    SELECT NULL AS "paymentId", t.id::text AS "transactionId", w.position, t.effective_date::text AS day
      FROM transaction t
      JOIN account a ON a.household_id = t.household_id AND a.id = t.account_id AND a.choice = 'kept'
      LEFT JOIN account_access x ON x.household_id = a.household_id AND x.account_id = a.id AND x.member_id = ${memberId}::uuid
      JOIN (${wantedRows(lines)}) w ON w."counterpartyIndex" = t.counterparty_index AND t.amount_minor = -w.minor
     WHERE t.household_id = ${householdId}::uuid AND (x.holder OR a.share <> 'none') AND t.currency = ${currency}
       AND t.effective_date >= ${since}::date AND t.superseded_by_id IS NULL AND t.status NOT IN ('CNCL', 'RJCT')
     ORDER BY t.effective_date DESC, t.id DESC LIMIT 1`
  return found
}

function wantedRows(lines: readonly Line[]): Prisma.Sql {
  const rows = lines.map(
    ({ position, minor, index, counterpartyIndex }) =>
      Prisma.sql`(${position}::int, ${minor}::bigint, ${index}::text, ${counterpartyIndex}::text)`,
  )
  return Prisma.sql`SELECT * FROM (VALUES ${Prisma.join(rows)}) AS v (position, minor, index, "counterpartyIndex")`
}

/** An amount that is none yet has no like. */
function findMinor(amount: string, currency: string): bigint | null {
  try {
    return parseMoney(amount, currency).minor
  } catch {
    return null
  }
}
