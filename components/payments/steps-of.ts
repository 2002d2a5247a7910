import type { PaymentDetail, PaymentEventDto } from '@/lib/payments/pages/payment-dto'
import type { PaymentEventKind } from '@/lib/payments/payment-event'

export type PaymentStep = {
  readonly kind: 'created' | 'second' | 'refusedInside' | 'noAnswer' | 'approved' | 'accepted' | 'byHand' | 'ended' | 'booked'
  /** done · not yet · nobody knows · it ended here */
  readonly state: 'done' | 'todo' | 'unsure' | 'failed'
  /** ISO 8601 instant; null while it has not happened, and for `booked`, which has days of its own. */
  readonly at: string | null
  readonly memberName: string | null
}

/** What happened to a payment and what is still to come, in order. Nothing is a step that only might have happened. */
export function stepsOf(payment: PaymentDetail): PaymentStep[] {
  const isOver = payment.status === 'rejected' || payment.status === 'cancelled'
  const steps = [created(payment), secondOf(payment), noAnswerOf(payment), ...atTheBank(payment, isOver)]
  const ended: PaymentStep | null = isOver ? { kind: 'ended', state: 'failed', at: endedAt(payment), memberName: null } : null
  const found = payment.bookings.length > 0 || payment.isBooked
  const booked: PaymentStep | null =
    isOver && !found ? null : { kind: 'booked', state: found ? 'done' : 'todo', at: null, memberName: null }
  return [...steps, ended, booked].filter((step) => step !== null)
}

function created(payment: PaymentDetail): PaymentStep {
  return { kind: 'created', state: 'done', at: first(payment, 'created')?.at ?? payment.createdAt, memberName: payment.memberName }
}

/** The household's own approval, when the payment needed one. */
function secondOf(payment: PaymentDetail): PaymentStep | null {
  const refused = first(payment, 'refused_by_member')
  if (refused) return { kind: 'refusedInside', state: 'failed', at: refused.at, memberName: refused.memberName }
  const approved = last(payment, 'approved_by_member')
  if (approved) return { kind: 'second', state: 'done', at: approved.at, memberName: approved.memberName }
  const isHeld = payment.status === 'held'
  return isHeld ? { kind: 'second', state: 'todo', at: null, memberName: null } : null
}

function noAnswerOf(payment: PaymentDetail): PaymentStep | null {
  const lost = last(payment, 'attempt_lost')
  return lost ? { kind: 'noAnswer', state: 'unsure', at: lost.at, memberName: null } : null
}

function atTheBank(payment: PaymentDetail, isOver: boolean): (PaymentStep | null)[] {
  if (payment.channel === 'by_hand') {
    const said = payment.events.findLast(({ kind }) => kind === 'marked_done_by_hand' || kind === 'unmarked_by_hand')
    const given = said?.kind === 'marked_done_by_hand' ? said : undefined
    if (!given && isOver) return []
    return [{ kind: 'byHand', state: given ? 'done' : 'todo', at: given?.at ?? null, memberName: given?.memberName ?? null }]
  }
  const taken = payment.events.find(isTaking)
  const isTaken = taken !== undefined || payment.status === 'accepted' || payment.status === 'executed'
  if (!isTaken) return isOver ? [] : [todo('approved', payment.memberName), todo('accepted', null)]
  const back = payment.events.findLast((event) => event.kind === 'returned' && (!taken || event.at <= taken.at))
  // Some banks call an order accepted before its customer has approved it: then nothing is said of an approval.
  const isApproved = back !== undefined || payment.status === 'executed' || payment.isBooked
  return [
    isApproved ? { kind: 'approved', state: 'done', at: back?.at ?? taken?.at ?? null, memberName: payment.memberName } : null,
    { kind: 'accepted', state: 'done', at: taken?.at ?? null, memberName: null },
  ]
}

function todo(kind: PaymentStep['kind'], memberName: string | null): PaymentStep {
  return { kind, state: 'todo', at: null, memberName }
}

/** The first word of the bank that says the order was approved. */
function isTaking({ kind, facts }: PaymentEventDto): boolean {
  return kind === 'status_changed' && (facts.to === 'accepted' || facts.to === 'executed')
}

function endedAt(payment: PaymentDetail): string | null {
  const end = payment.events.findLast(
    ({ kind, facts }) => kind === 'withdrawn' || (kind === 'status_changed' && (facts.to === 'rejected' || facts.to === 'cancelled')),
  )
  return end?.at ?? payment.endedAt
}

function first({ events }: PaymentDetail, kind: PaymentEventKind): PaymentEventDto | undefined {
  return events.find((event) => event.kind === kind)
}

function last({ events }: PaymentDetail, kind: PaymentEventKind): PaymentEventDto | undefined {
  return events.findLast((event) => event.kind === kind)
}

/** It ended because somebody here wanted it so: nothing went wrong. */
export function isCalmEnd({ status, events }: PaymentDetail): boolean {
  return status === 'cancelled' || events.some(({ kind }) => kind === 'withdrawn' || kind === 'refused_by_member')
}
