import { parseStoredDetail } from '@/lib/accounts/stored-detail'
import { utcDay } from '@/lib/core/iso-date'
import { Prisma, type Db } from '@/lib/db'
import { openVault } from '@/lib/vault/vault'
import { expectDebits, LATE_DAYS, type PaymentToBook } from './expect-debits'
import type { MatchInput } from './match-booking'
import { openOrder } from '@/lib/payments/seal-order'
import { toDebit, type DebitRow } from './to-debit'

/** A debit is looked for so long after its payment was made; a standing order's as long as it goes on. */
export const LOOKED_FOR_DAYS = 120
const PAIRS_MAX = 5_000

const nothing: MatchInput = { expected: [], totals: [], debits: [], isRefused: () => false }

/** Every booking of `payment_booking b`. */
const all = Prisma.sql`true`

/**
 * What is to be matched in a household, as far as the caller may see it. Rows are compared by account, day and sum in the database;
 * only what agrees in these is opened. `counts`: of `payment_booking b`, which bookings there are; the others are as if they were not.
 */
export async function readMatching(db: Db, householdId: string, now: Date, counts: Prisma.Sql = all): Promise<MatchInput> {
  const pairs = await selectPairs(db, householdId, now, counts)
  if (pairs.length === 0) return nothing
  const paymentIds = [...new Set(pairs.map(({ paymentId }) => paymentId))]
  const transactionIds = [...new Set(pairs.map(({ transactionId }) => transactionId))]
  const vault = await openVault(db, householdId)
  const payments = await readPayments(db, householdId, { ids: paymentIds, counts })
  const rows = await selectDebits(db, householdId, transactionIds)
  const wanted = payments.map(({ sealedOrder, ...payment }) =>
    expectDebits({ ...payment, order: openOrder(vault, { id: payment.id, sealedOrder }) }, utcDay(now)),
  )
  return {
    expected: wanted.flatMap(({ expected }) => expected),
    totals: wanted.flatMap(({ total }) => total ?? []),
    debits: rows.map(({ sealedDetail, ...row }) => {
      const place = { table: 'transaction', column: 'sealed_detail', rowId: row.id }
      return toDebit(row, parseStoredDetail(vault.open(place, sealedDetail)))
    }),
    isRefused: await readRefusals(db, householdId, paymentIds),
  }
}

type Pair = { readonly paymentId: string; readonly transactionId: string }

/**
 * An attempt is when a bank is asked, which may be days after the order when a second person had to agree. One whose answer never
 * came had no page on which anybody could have approved it, so it counts only where there is no other.
 */
const firstAsked = Prisma.sql`(
  SELECT coalesce(min(s.started_at) FILTER (WHERE s.sealed_handle IS NOT NULL), min(s.started_at))
    FROM payment_attempt s WHERE s.household_id = p.household_id AND s.payment_id = p.id)`
const lastSent = Prisma.sql`coalesce((
  SELECT max(s.started_at) FROM payment_attempt s WHERE s.household_id = p.household_id AND s.payment_id = p.id), p.submitted_at)`

/**
 * Payments that may have a debit, with the booked rows of their account, days and sum that belong to no payment yet. What the bank
 * refused is among them: should its debit turn up all the same, nobody may miss it. The rows are read once and joined by equality,
 * so that a thousand payments cost little more than one. No first day lies before `since`; said once more, it keeps every server off the
 * rows of other years.
 */
function selectPairs(db: Db, householdId: string, now: Date, counts: Prisma.Sql): Promise<Pair[]> {
  const since = new Date(now.getTime() - LOOKED_FOR_DAYS * 86_400_000)
  const isOpen =
    counts === all
      ? Prisma.sql`p.booked_at IS NULL`
      : Prisma.sql`(p.booked_at IS NULL OR EXISTS (
          SELECT FROM payment_booking b WHERE b.household_id = p.household_id AND b.payment_id = p.id AND NOT ${counts}))`
  return db.$queryRaw<Pair[]>`
    WITH looked_for AS MATERIALIZED (
      SELECT p.id, p.account_id, p.currency, p.line_count,
             greatest((CASE WHEN p.channel = 'by_hand' THEN p.created_at ELSE p.submitted_at END AT TIME ZONE 'UTC')::date - 1,
                      (${since}::timestamptz AT TIME ZONE 'UTC')::date) AS first_day,
             CASE WHEN p.is_recurring THEN 'infinity'::date
                  ELSE greatest((${lastSent} AT TIME ZONE 'UTC')::date, p.execute_on) + ${LATE_DAYS}::int END AS last_day
        FROM payment p
       WHERE p.household_id = ${householdId}::uuid AND (p.submitted_at > ${since}::timestamptz OR p.is_recurring)
         AND CASE WHEN p.status IN ('starting', 'unknown', 'waiting', 'accepted', 'executed') THEN ${isOpen} OR p.is_recurring
                  WHEN p.status = 'ready' THEN p.channel = 'by_hand' AND ${isOpen}
                  WHEN p.status IN ('rejected', 'cancelled') THEN ${isOpen}
                  ELSE false END),
    sums AS MATERIALIZED (
      SELECT o.id, o.account_id, o.currency, o.first_day, o.last_day, l.amount_minor AS minor
        FROM looked_for o JOIN payment_line l ON l.household_id = ${householdId}::uuid AND l.payment_id = o.id
      UNION ALL
      SELECT o.id, o.account_id, o.currency, o.first_day, o.last_day, sum(l.amount_minor)::bigint
        FROM looked_for o JOIN payment_line l ON l.household_id = ${householdId}::uuid AND l.payment_id = o.id
       WHERE o.line_count > 1 AND coalesce(l.status, '') NOT IN ('rejected', 'cancelled')
       GROUP BY o.id, o.account_id, o.currency, o.first_day, o.last_day),
    debits AS MATERIALIZED (
      SELECT t.id, t.account_id, t.currency, -t.amount_minor AS minor, t.effective_date AS day
        FROM (SELECT account_id, min(first_day) AS first_day FROM looked_for GROUP BY account_id) a
        JOIN transaction t ON t.household_id = ${householdId}::uuid AND t.account_id = a.account_id AND t.effective_date >= a.first_day
         AND t.effective_date >= (${since}::timestamptz AT TIME ZONE 'UTC')::date
         AND t.status = 'BOOK' AND t.superseded_by_id IS NULL AND t.amount_minor < 0
       WHERE NOT EXISTS (SELECT FROM payment_booking b WHERE b.household_id = ${householdId}::uuid AND b.transaction_id = t.id AND ${counts})),
    foreign_sums AS MATERIALIZED (
      SELECT DISTINCT o.id, o.account_id, o.first_day, o.last_day, d.currency
        FROM looked_for o JOIN (SELECT DISTINCT account_id, currency FROM debits) d
          ON d.account_id = o.account_id AND d.currency <> o.currency)
    SELECT s.id::text AS "paymentId", d.id::text AS "transactionId"
      FROM sums s JOIN debits d ON d.account_id = s.account_id AND d.minor = s.minor AND d.currency = s.currency
     WHERE d.day BETWEEN s.first_day AND s.last_day
    UNION
    SELECT f.id::text, d.id::text
      FROM foreign_sums f JOIN debits d ON d.account_id = f.account_id AND d.currency = f.currency
     WHERE d.day BETWEEN f.first_day AND f.last_day
    LIMIT ${PAIRS_MAX}`
}

type StoredPayment = Omit<PaymentToBook, 'order' | 'lines'> & {
  readonly sealedOrder: string
  /** As JSON brings them: sums as text, because they may be more than a JSON number holds. */
  readonly lines: readonly (Omit<PaymentToBook['lines'][number], 'amountMinor'> & { readonly amountMinor: string })[]
}

/** What was carried to the bank by hand may have been paid before the person says so. */
async function readPayments(db: Db, householdId: string, { ids, counts }: { ids: readonly string[]; counts: Prisma.Sql }) {
  const rows = await db.$queryRaw<StoredPayment[]>`
    SELECT p.id::text, p.account_id::text AS "accountId", p.channel, p.status, p.currency,
           CASE WHEN p.channel = 'by_hand' THEN p.created_at ELSE coalesce(${firstAsked}, p.submitted_at) END AS "sentAt",
           ${lastSent} AS "submittedAt",
           p.execute_on::text AS "executeOn", p.sealed_order AS "sealedOrder", lines.all AS lines, coalesce(found.all, '[]'::json) AS bookings
      FROM payment p
      JOIN LATERAL (
        SELECT json_agg(json_build_object('position', l.position, 'amountMinor', l.amount_minor::text, 'creditorName', l.creditor_name,
                 'counterpartyIndex', l.counterparty_index, 'status', l.status, 'endToEndId', l.end_to_end_id) ORDER BY l.position) AS all
          FROM payment_line l WHERE l.household_id = p.household_id AND l.payment_id = p.id) lines ON true
      LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object('position', b.position, 'day', t.effective_date) ORDER BY t.effective_date, t.id) AS all
          FROM payment_booking b JOIN transaction t ON t.household_id = b.household_id AND t.id = b.transaction_id
         WHERE b.household_id = p.household_id AND b.payment_id = p.id AND ${counts}) found ON true
     WHERE p.household_id = ${householdId}::uuid AND p.id = ANY (${[...ids]}::uuid[])`
  return rows.map((row) => ({ ...row, lines: row.lines.map((line) => ({ ...line, amountMinor: BigInt(line.amountMinor) })) }))
}

/** With when it was first seen, or the first of the pending rows whose place it took. */
function selectDebits(db: Db, householdId: string, ids: readonly string[]): Promise<(DebitRow & { readonly sealedDetail: string })[]> {
  return db.$queryRaw`
    SELECT t.id::text, t.account_id::text AS "accountId", t.effective_date::text AS day, t.amount_minor AS "amountMinor", t.currency,
           t.counterparty_index AS "counterpartyIndex", t.name, t.sealed_detail AS "sealedDetail",
           least(t.first_seen_at, (
             WITH RECURSIVE behind AS (
               SELECT o.id, o.first_seen_at FROM transaction o WHERE o.household_id = t.household_id AND o.superseded_by_id = t.id
               UNION
               SELECT o.id, o.first_seen_at FROM behind
                 JOIN transaction o ON o.household_id = t.household_id AND o.superseded_by_id = behind.id)
             SELECT min(behind.first_seen_at) FROM behind)) AS "seenAt"
      FROM transaction t WHERE t.household_id = ${householdId}::uuid AND t.id = ANY (${[...ids]}::uuid[])`
}

async function readRefusals(db: Db, householdId: string, paymentIds: readonly string[]): Promise<MatchInput['isRefused']> {
  const where = { householdId, paymentId: { in: [...paymentIds] } }
  const refusals = await db.paymentBookingRefusal.findMany({ where, select: { paymentId: true, transactionId: true } })
  const refused = new Set(refusals.map(({ paymentId, transactionId }) => `${paymentId} ${transactionId}`))
  return ({ paymentId, transactionId }) => refused.has(`${paymentId} ${transactionId}`)
}
