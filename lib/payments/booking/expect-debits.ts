import { parseCurrency } from '@/lib/core/currency'
import { addDays, daysBetween, parseIsoDate, utcDay, type IsoDate } from '@/lib/core/iso-date'
import { money } from '@/lib/core/money'
import { squeeze, type ExpectedDebit, type ExpectedTotal } from './expected-debit'
import type { PaymentChannel, PaymentOrder } from '@/lib/payments/order'
import type { PaymentStatus } from '@/lib/payments/payment-status'
import { standingDays, type StandingDay } from './standing-days'

/** A payment whose debit is looked for, with its order opened. */
export type PaymentToBook = {
  readonly id: string
  readonly accountId: string
  readonly channel: PaymentChannel
  readonly status: PaymentStatus
  readonly currency: string
  /**
   * From here on a debit may be its own: when a bank first had it (or was first asked, if it never answered),
   * or it was made for the person to carry to the bank.
   */
  readonly sentAt: Date
  /** When it was sent last. */
  readonly submittedAt: Date
  /** YYYY-MM-DD */
  readonly executeOn: string | null
  readonly order: PaymentOrder
  readonly lines: readonly {
    readonly position: number
    readonly amountMinor: bigint
    readonly creditorName: string
    readonly counterpartyIndex: string | null
    readonly endToEndId: string
    /** Of a bulk's line that the bank answers for alone. */
    readonly status: PaymentStatus | null
  }[]
  /** What was found already. */
  readonly bookings: readonly { readonly position: number | null; readonly day: string }[]
}

/** Shorter texts stand in many rows. */
const MESSAGE_LENGTH_MIN = 4
/** Where the day was chosen, an equal payment of the weeks before is not it. */
const EARLY_DAYS_OF_CHOSEN = 3
export const LATE_DAYS = 10

/** The debits a payment should still lead to, and their sum when it is a bulk. */
export function expectDebits(payment: PaymentToBook, today: IsoDate): { expected: ExpectedDebit[]; total: ExpectedTotal | null } {
  if (payment.bookings.some(({ position }) => position === null)) return { expected: [], total: null }
  const days = payment.order.standingOrder ? openDays(payment, today) : [dayOf(payment)]
  const booked = new Set(payment.order.standingOrder ? [] : payment.bookings.map(({ position }) => position))
  const lines = payment.lines.filter(({ position }) => !booked.has(position))
  const expected = lines.flatMap((line) => days.map((day) => toExpected(payment, line, day)))
  return { expected, total: totalOf(payment, dayOf(payment)) }
}

function dayOf({ sentAt, submittedAt, executeOn }: PaymentToBook): StandingDay {
  const sent = utcDay(submittedAt)
  const wanted = executeOn === null ? sent : parseIsoDate(executeOn)
  const day = wanted > sent ? wanted : sent
  const earliest = utcDay(sentAt)
  const from = wanted > sent ? addDays(day, -EARLY_DAYS_OF_CHOSEN) : earliest
  return { day, from: from > earliest ? from : earliest, until: addDays(day, LATE_DAYS) }
}

/** The days of a standing order that no debit was found for. Each debit that was found takes the nearest day. */
function openDays(payment: PaymentToBook, today: IsoDate): StandingDay[] {
  const { frequency = '', endDate = null } = payment.order.standingOrder ?? {}
  const earliest = utcDay(payment.sentAt)
  const days = standingDays({ frequency, first: dayOf(payment).day, end: endDate }, today).map((one) =>
    one.from < earliest ? { ...one, from: earliest } : one,
  )
  for (const { day } of payment.bookings) {
    const away = (one: StandingDay) => Math.abs(daysBetween(one.day, parseIsoDate(day)))
    const nearest = days.reduce<StandingDay | null>((best, one) => (best === null || away(one) < away(best) ? one : best), null)
    if (nearest) days.splice(days.indexOf(nearest), 1)
  }
  return days
}

function toExpected(payment: PaymentToBook, line: PaymentToBook['lines'][number], { day, from, until }: StandingDay): ExpectedDebit {
  const ordered = payment.order.lines[line.position]
  const message = squeeze((ordered?.remittance ?? []).join(''))
  return {
    ...{ paymentId: payment.id, position: line.position, accountId: payment.accountId, day, from, until },
    amount: money(line.amountMinor, parseCurrency(payment.currency)),
    endToEndId: line.endToEndId,
    counterpartyIndex: line.counterpartyIndex,
    reference: squeeze(ordered?.reference ?? '') || null,
    message: message.length >= MESSAGE_LENGTH_MIN ? message : null,
    name: line.creditorName,
    trust: isRefused(line) ? 'refuted' : trustOf(payment.status),
    isByHand: payment.channel === 'by_hand',
    sentAt: payment.sentAt,
    order: orderOf(payment),
  }
}

/** What the bank did not refuse of it. */
function totalOf(payment: PaymentToBook, { from, until }: StandingDay): ExpectedTotal | null {
  const lines = payment.lines.filter((line) => !isRefused(line))
  if (lines.length < 2 || payment.bookings.length > 0 || trustOf(payment.status) !== 'any') return null
  const minor = lines.reduce((sum, line) => sum + line.amountMinor, 0n)
  const amount = money(minor, parseCurrency(payment.currency))
  return { paymentId: payment.id, accountId: payment.accountId, amount, from, until, sentAt: payment.sentAt, order: orderOf(payment) }
}

function isRefused({ status }: PaymentToBook['lines'][number]): boolean {
  return status === 'rejected' || status === 'cancelled'
}

function trustOf(status: PaymentStatus): ExpectedDebit['trust'] {
  if (status === 'rejected' || status === 'cancelled') return 'refuted'
  return status === 'starting' || status === 'unknown' || status === 'waiting' ? 'traced' : 'any'
}

function orderOf({ submittedAt, id }: PaymentToBook): string {
  return `${submittedAt.toISOString()} ${id}`
}
