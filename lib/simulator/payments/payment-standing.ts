import { parseIsoDate } from '@/lib/core/iso-date'
import type { Payment, PaymentInstruction } from '../state'
import { HOUR_MS, isBusinessDay, MINUTE_MS, onOrAfterBusinessDay, startOf } from '../world/calendar'
import { habitOf, type PaymentHabit, type PaymentStep, type StatusReason } from './payment-habits'

/** How long the page stays open for the person. */
export const PAYMENT_LINK_LIVES_MS = 15 * MINUTE_MS

export type PaymentStanding = { readonly status: string; readonly final: boolean; readonly reason: StatusReason | null }

const LINE_REJECTED: StatusReason = { code: 'AC04', description: 'Account is closed' }

/** Where one line of a payment stands at an instant: it moves on with the clock once the person approved. */
export function standingOf(payment: Payment, instruction: PaymentInstruction, at: number): PaymentStanding {
  const habit = habitOf(payment.habit)
  if (payment.decision === 'declined') return shown(habit.declined)
  if (payment.decision === null) {
    const over = isLinkOver(payment, at) ? habit.unanswered : null
    return over ? shown(over) : { status: 'RCVD', final: false, reason: null }
  }
  const since = at - executionInstant(payment, instruction)
  if (since < 0) return { status: habit.accepted, final: false, reason: null }
  if (payment.rejection) return { status: 'RJCT', final: true, reason: payment.rejection }
  const isRejected = payment.rejectedLines.includes(instruction.transactionId)
  if (isRejected && since >= habit.steps[1]!.afterMs) return { status: 'RJCT', final: true, reason: LINE_REJECTED }
  return shown(stepAt(habit, since))
}

/** A payment of several lines stands where the slowest of them stands; lines that ended differently make it a partial one. */
export function standingOfAll(payment: Payment, at: number): PaymentStanding {
  const standings = payment.instructions.map((instruction) => standingOf(payment, instruction, at))
  const slowest = standings.find(({ final }) => !final)
  const mixed = standings.some(({ status }) => status !== standings[0]!.status)
  return mixed ? { status: 'PART', final: !slowest, reason: null } : (slowest ?? standings[0]!)
}

export function isLinkOver({ createdAt }: Payment, at: number): boolean {
  return at - createdAt > PAYMENT_LINK_LIVES_MS
}

/** At once, or early on the day asked for; only instant payments and the bank's own are carried out when banks rest. */
export function executionInstant({ decidedAt, createdAt, type }: Payment, { executeOn, standingOrder }: PaymentInstruction): number {
  const decided = decidedAt ?? createdAt
  if (executeOn === null) return decided
  const day = parseIsoDate(executeOn)
  const rests = !isBusinessDay(day) && !isInstant(type) && !standingOrder
  return Math.max(decided, startOf(rests ? onOrAfterBusinessDay(day) : day) + 6 * HOUR_MS)
}

export function isInstant(type: string): boolean {
  return type === 'INST_SEPA' || type === 'INTERNAL'
}

function stepAt({ steps }: PaymentHabit, since: number): PaymentStep {
  return steps.findLast(({ afterMs }) => afterMs <= since) ?? steps[0]!
}

function shown({ status, final, reason }: PaymentStep): PaymentStanding {
  return { status, final: final ?? false, reason: reason ?? null }
}
