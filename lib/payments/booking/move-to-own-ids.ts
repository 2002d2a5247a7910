import { Prisma, type Db } from '@/lib/db'
import { recordPaymentEvent } from '@/lib/payments/record-event'
import { matchOwnIds, type FoundBooking, type MatchedBecause } from './match-booking'
import { readMatching } from './read-matching'

/** What a row with our own id speaks against. What a person said stands, whatever rows come. */
const DOUBTFUL: readonly MatchedBecause[] = ['reference', 'iban', 'total']
/** A bank that names our id does so within days; what stood for longer is left alone. */
const DOUBTED_FOR_DAYS = 30

/**
 * Evidence that was good enough gives way to better: where a payment's own end-to-end id stands in a row, that is its debit, and the row
 * that was taken for it by payee, reference or sum is free for another payment. A row that turns out to carry another payment's id is
 * that one's. The periods of a standing order share one id, which therefore moves none of them.
 *
 * Answers the payments whose debit is another row now. A payment that lost its row without having another learns of it from the database
 * (migration payment_walls); what the freed rows and payments then are, `matchBookings` says.
 */
export async function moveToOwnIds(db: Db, householdId: string, now: Date): Promise<{ moved: string[]; isAnyDoubtful: boolean }> {
  const doubtful = await listDoubtful(db, householdId, now)
  if (doubtful.length === 0) return { moved: [], isAnyDoubtful: false }
  const named = matchOwnIds(await readMatching(db, householdId, now, Prisma.sql`NOT ${isDoubtful(now)}`))
  const wrong = doubtful.filter((known) => named.some((one) => isInTheWay(known, one)))
  await db.paymentBooking.deleteMany({ where: { householdId, transactionId: { in: wrong.map(({ transactionId }) => transactionId) } } })
  const moved: string[] = []
  for (const one of named) {
    const { transactionId, paymentId, because } = one
    const known = doubtful.find((other) => isSameLine(other, one) && !wrong.includes(other))
    if (!known) continue
    const where = { householdId, paymentId, transactionId: known.transactionId }
    await db.paymentBooking.updateMany({ where, data: { transactionId, because, foundAt: now } })
    if (known.transactionId === transactionId) continue
    const facts = { because, count: 1, moved: true }
    await recordPaymentEvent(db, { householdId, paymentId, kind: 'booked', memberId: null, facts, now })
    moved.push(paymentId)
  }
  return { moved, isAnyDoubtful: true }
}

type Line = Pick<FoundBooking, 'paymentId' | 'position'>
/** `counted`: the lines one debit stands for when it stands for several. */
type Known = Line & { readonly transactionId: string; readonly counted: readonly number[] }

/** The row is another line's by now, or one debit stands for a bulk whose lines come one by one. A refused line is in no such sum. */
function isInTheWay(known: Known, one: FoundBooking): boolean {
  if (known.transactionId === one.transactionId) return !isSameLine(known, one)
  return known.paymentId === one.paymentId && known.position === null && one.position !== null && known.counted.includes(one.position)
}

function isSameLine(a: Line, b: Line): boolean {
  return a.paymentId === b.paymentId && a.position === b.position
}

/** Of `payment_booking b`. */
function isDoubtful(now: Date): Prisma.Sql {
  const since = new Date(now.getTime() - DOUBTED_FOR_DAYS * 86_400_000)
  return Prisma.sql`(b.because = ANY (${[...DOUBTFUL]}) AND b.found_at > ${since}::timestamptz AND NOT EXISTS (
    SELECT FROM payment r WHERE r.household_id = b.household_id AND r.id = b.payment_id AND r.is_recurring))`
}

function listDoubtful(db: Db, householdId: string, now: Date): Promise<Known[]> {
  return db.$queryRaw<Known[]>`
    SELECT b.transaction_id::text AS "transactionId", b.payment_id::text AS "paymentId", b.position::int,
           ARRAY(SELECT l.position::int FROM payment_line l
                  WHERE l.household_id = b.household_id AND l.payment_id = b.payment_id AND b.position IS NULL
                    AND coalesce(l.status, '') NOT IN ('rejected', 'cancelled')) AS counted
      FROM payment_booking b WHERE b.household_id = ${householdId}::uuid AND ${isDoubtful(now)}`
}
