import { newId } from '@/lib/core/id'
import type { Db } from '@/lib/db'
import type { PaymentEventKind } from './payment-event'

export type PaymentEventEntry = {
  readonly householdId: string
  readonly paymentId: string
  readonly kind: PaymentEventKind
  /** Null: the system, or the bank. */
  readonly memberId: string | null
  /** Codes and counts; never amounts, names or numbers of accounts. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>
  readonly now: Date
}

/** Adds to a payment's timeline inside the caller's transaction. */
export async function recordPaymentEvent(db: Db, { now, facts = {}, ...entry }: PaymentEventEntry): Promise<void> {
  await db.paymentEvent.create({ data: { ...entry, id: nextEventId(now), at: now, facts } })
}

let last = ''

/** Events of one millisecond keep their order: an id is never smaller than the one before it. */
function nextEventId(now: Date): string {
  const id = newId(now)
  const isSameInstant = id.slice(0, INSTANT_LENGTH) === last.slice(0, INSTANT_LENGTH)
  last = isSameInstant && id <= last ? last.slice(0, -TAIL_LENGTH) + following(last.slice(-TAIL_LENGTH)) : id
  return last
}

/** Of a UUID version 7: its first 48 bits are milliseconds, its last 48 are random. */
const INSTANT_LENGTH = 13
const TAIL_LENGTH = 12

function following(tail: string): string {
  return (Number.parseInt(tail, 16) + 1).toString(16).padStart(TAIL_LENGTH, '0').slice(-TAIL_LENGTH)
}
