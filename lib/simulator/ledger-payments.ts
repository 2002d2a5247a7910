import { formatDecimal, money } from '@/lib/core/money'
import { parseCurrency } from '@/lib/core/currency'
import { standingOf, standingOfAll } from './payments/payment-standing'
import type { Payment, State } from './state'
import type { World } from './world'

export type LedgerPayment = {
  readonly id: string
  readonly applicationId: string
  readonly bank: string
  readonly type: string
  readonly habit: string
  readonly state: string
  readonly createdAt: Date
  /** When its page was opened. */
  readonly pageOpenedAt: readonly Date[]
  readonly decision: 'approved' | 'declined' | null
  readonly decidedAt: Date | null
  /** What the bank says of it. */
  readonly status: string
  readonly isFinal: boolean
  readonly lines: readonly LedgerPaymentLine[]
}

export type LedgerPaymentLine = {
  readonly transactionId: string
  readonly endToEndId: string | null
  readonly instructionId: string | null
  readonly amountText: string
  readonly currency: string
  readonly creditorAccount: string
  readonly status: string
  /** When its money left the account, once for each time. */
  readonly executedAt: readonly Date[]
  /** When those debits were booked; a debit for several lines counts for each of them. */
  readonly bookedAt: readonly Date[]
}

export function listPayments({ world, state }: { readonly world: World; readonly state: State }, at: Date): LedgerPayment[] {
  return [...state.payments.values()].map((payment) => describe(payment, { world, state, at: at.getTime() }))
}

type Context = { readonly world: World; readonly state: State; readonly at: number }

function describe(payment: Payment, context: Context): LedgerPayment {
  const { status, final } = standingOfAll(payment, context.at)
  return {
    id: payment.id,
    applicationId: payment.applicationId,
    bank: context.world.banks.find(({ slug }) => slug === payment.bankSlug)?.name ?? payment.bankSlug,
    type: payment.type,
    habit: payment.habit,
    state: payment.state,
    createdAt: new Date(payment.createdAt),
    pageOpenedAt: payment.pageOpenedAt.map((instant) => new Date(instant)),
    decision: payment.decision,
    decidedAt: payment.decidedAt === null ? null : new Date(payment.decidedAt),
    status,
    isFinal: final,
    lines: describeLines(payment, context),
  }
}

function describeLines(payment: Payment, { state, at }: Context): LedgerPaymentLine[] {
  const debits = state.executed.filter(({ paymentId, row }) => paymentId === payment.id && row.minor < 0n)
  return payment.instructions.map((line) => {
    const own = debits.filter(({ lines }) => lines.includes(line.transactionId)).map(({ row }) => row)
    return {
      transactionId: line.transactionId,
      endToEndId: line.endToEndId,
      instructionId: line.instructionId,
      amountText: formatDecimal(money(line.amountMinor, parseCurrency(line.currency))),
      currency: line.currency,
      creditorAccount: line.creditorAccount,
      status: standingOf(payment, line, at).status,
      executedAt: own.filter(({ occurredAt }) => occurredAt <= at).map(({ occurredAt }) => new Date(occurredAt)),
      bookedAt: own.filter(({ bookedAt }) => bookedAt <= at).map(({ bookedAt }) => new Date(bookedAt)),
    }
  })
}
