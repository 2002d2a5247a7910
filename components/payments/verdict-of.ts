import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'
import type { IsoDate } from '@/lib/core/iso-date'

/** What can truly be said of a payment now: the sentence of its page, one for every moment. */
export const VERDICTS = [
  'draft',
  'heldForMe',
  'heldForOthers',
  'ready',
  'readyForMaker',
  'byHand',
  'starting',
  'lost',
  'noPage',
  'waitingForMe',
  'cameBack',
  'saidNo',
  'waitingForMaker',
  'accepted',
  'acceptedLater',
  'settled',
  'givenByHand',
  'executed',
  'partly',
  'standing',
  'booked',
  'bookedPartly',
  'askBank',
  'refusedSoFar',
  'rejected',
  'declined',
  'withdrawn',
  'refusedByMember',
  'cancelled',
  'contradiction',
] as const

export type VerdictKind = (typeof VERDICTS)[number]

/**
 * The only place that decides what is said about a payment. Money is called paid only when its debit was found; an order is called
 * sent only when the bank said that it has it.
 */
export function verdictOf(payment: PaymentDetail, today: IsoDate): VerdictKind {
  if (isOver(payment)) return hasDebit(payment) ? 'contradiction' : endOf(payment)
  if (payment.isRecurring && (payment.isBooked || payment.status === 'accepted' || payment.status === 'executed')) return 'standing'
  if (payment.isBooked) return countRefused(payment) > 0 ? 'bookedPartly' : 'booked'
  if (payment.askBankSince !== null) return 'askBank'
  return beforeBooking(payment, today)
}

function beforeBooking(payment: PaymentDetail, today: IsoDate): VerdictKind {
  switch (payment.status) {
    case 'held':
      return payment.needsMyApproval ? 'heldForMe' : 'heldForOthers'
    case 'ready':
      if (payment.channel === 'by_hand') return 'byHand'
      return payment.isMine ? 'ready' : 'readyForMaker'
    case 'starting':
      return 'starting'
    case 'unknown':
      return payment.bankPaymentId === null ? 'lost' : 'noPage'
    case 'waiting':
      if (!payment.isMine) return 'waitingForMaker'
      if (!cameBackLast(payment)) return 'waitingForMe'
      return saidNo(payment) ? 'saidNo' : 'cameBack'
    case 'accepted':
      if (payment.channel === 'by_hand') return 'givenByHand'
      if (countRefused(payment) > 0) return 'partly'
      if (payment.executeOn !== null && payment.executeOn > today) return 'acceptedLater'
      return payment.isFinal ? 'settled' : 'accepted'
    case 'executed':
      return countRefused(payment) > 0 ? 'partly' : 'executed'
    default:
      return 'draft'
  }
}

/** How it ended without being carried out. */
function endOf({ status, events, isFinal }: PaymentDetail): VerdictKind {
  const has = (kind: string) => events.some((event) => event.kind === kind)
  if (has('withdrawn')) return 'withdrawn'
  if (has('refused_by_member')) return 'refusedByMember'
  if (!isFinal) return 'refusedSoFar'
  if (status === 'rejected') return 'rejected'
  return saidNo({ events }) ? 'declined' : 'cancelled'
}

/** The last way back from the bank said that the person declined. A hint, as all of it: only with the bank's own word does it end anything. */
function saidNo({ events }: Pick<PaymentDetail, 'events'>): boolean {
  return events.findLast(({ kind }) => kind === 'returned')?.facts.error === 'access_denied'
}

/** The person has been at the bank and returned, and the bank has said nothing new since. */
function cameBackLast({ events }: PaymentDetail): boolean {
  const last = (kind: string) => events.findLastIndex((event) => event.kind === kind)
  return last('returned') > Math.max(last('page_opened'), last('attempt_opened'))
}

function isOver({ status }: PaymentDetail): boolean {
  return status === 'rejected' || status === 'cancelled'
}

function hasDebit({ isBooked, bookings }: PaymentDetail): boolean {
  return isBooked || bookings.length > 0
}

/** Lines of a bulk that the bank refused while it took others. */
export function countRefused({ lines }: PaymentDetail): number {
  return lines.filter(({ word }) => word === 'rejected' || word === 'cancelled').length
}

/** Moments in which a person asks at once whether money moved. */
const ASKED_ABOUT = ['starting', 'lost', 'noPage', 'askBank', 'contradiction'] as const

export type AskedVerdict = (typeof ASKED_ABOUT)[number]

export function hasAnswers(verdict: VerdictKind): verdict is AskedVerdict {
  return ASKED_ABOUT.some((one) => one === verdict)
}
