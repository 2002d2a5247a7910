import type { Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import type { FoundBooking } from './match-booking'
import { recordPaymentEvent } from '@/lib/payments/record-event'

export type StoredBooking = Omit<FoundBooking, 'because'> & { readonly because: FoundBooking['because'] | 'by_hand' }

type Bookings = {
  readonly householdId: string
  readonly found: readonly StoredBooking[]
  /** Payments whose debit is another row now, by our own id. */
  readonly moved?: readonly string[]
  /** Who said so; null: it was found. */
  readonly memberId: string | null
  readonly now: Date
}

/**
 * Keeps what was found. A payment is booked when each of its lines that the bank did not refuse has its debit, or one debit stands for
 * all of them. What was carried to the bank by hand is executed by that; what the bank says of the others stays as it is, also where a
 * debit contradicts it. Answers how many were kept. Writes to the audit log: the last of a transaction.
 */
export async function storeBookings(db: Db, { householdId, found, moved = [], memberId, now }: Bookings): Promise<number> {
  const kept: { paymentId: string; facts: { because: string; count: number; isComplete: boolean } }[] = []
  for (const paymentId of new Set(found.map((one) => one.paymentId))) {
    const ofPayment = found.filter((one) => one.paymentId === paymentId)
    const stored = await db.paymentBooking.createMany({
      data: ofPayment.map(({ transactionId, position, because }) => ({
        ...{ householdId, transactionId, paymentId, position, because, foundAt: now },
      })),
      skipDuplicates: true,
    })
    if (stored.count === 0) continue
    const isComplete = await markBooked(db, { householdId, paymentId, now })
    const facts = { because: ofPayment[0]!.because, count: stored.count, isComplete }
    await recordPaymentEvent(db, { householdId, paymentId, kind: 'booked', memberId, facts, now })
    kept.push({ paymentId, facts })
  }
  const again = { because: 'end_to_end_id', count: 1, moved: true }
  for (const { paymentId, facts } of [...moved.map((paymentId) => ({ paymentId, facts: again })), ...kept]) {
    await recordAudit(db, { householdId, memberId, kind: 'payment_booked', subjectId: paymentId, facts, now })
  }
  return kept.reduce((sum, { facts }) => sum + facts.count, 0)
}

async function markBooked(
  db: Db,
  { householdId, paymentId, now }: { householdId: string; paymentId: string; now: Date },
): Promise<boolean> {
  const changed = await db.$executeRaw`
    UPDATE payment p SET booked_at = coalesce(p.booked_at, ${now}::timestamptz),
           status = CASE WHEN p.channel = 'by_hand' AND p.status IN ('ready', 'accepted') THEN 'executed' ELSE p.status END,
           is_final = p.is_final OR (p.channel = 'by_hand' AND NOT p.is_recurring),
           ended_at = CASE WHEN p.channel = 'by_hand' THEN coalesce(p.ended_at, ${now}::timestamptz) ELSE p.ended_at END
     WHERE p.household_id = ${householdId}::uuid AND p.id = ${paymentId}::uuid AND (
       EXISTS (SELECT FROM payment_booking b WHERE b.household_id = p.household_id AND b.payment_id = p.id AND b.position IS NULL)
       OR NOT EXISTS (
         SELECT FROM payment_line l
          WHERE l.household_id = p.household_id AND l.payment_id = p.id AND coalesce(l.status, '') NOT IN ('rejected', 'cancelled')
            AND NOT EXISTS (SELECT FROM payment_booking b
                             WHERE b.household_id = l.household_id AND b.payment_id = l.payment_id AND b.position = l.position)))`
  return changed > 0
}
