import type { FieldErrors } from '@/lib/core/errors'
import type { IsoDate } from '@/lib/core/iso-date'
import { checkOrder } from '@/lib/payments/check/check-order'
import { executionDay, type ExecutionDay } from '@/lib/payments/dates/execution-date'
import { standingDays } from '@/lib/payments/dates/standing-days'
import type { PaymentOrder } from '@/lib/payments/order'
import type { OrderContext } from '@/lib/payments/check/order-context'
import type { PayForm, PayLine } from '@/lib/payments/pages/pay-form'
import { transliterate } from '@/lib/payments/text/sepa-text'
import { isPlain, messageOf, orderOf, type OrderFacts } from './order-of'
import { readTypedAmount } from './typed-amount'

export type LineView = {
  /** Country of a right IBAN, or the scheme of another right number. */
  readonly account: { readonly country: string | null; readonly scheme: string } | null
  readonly reference: 'right' | 'message' | null
  /** As the bank writes them, where that differs from what was typed. */
  readonly writtenName: string | null
  readonly writtenMessage: string | null
  /** Decimal text, or null while it is none. */
  readonly amount: string | null
}

/** What a form means at the moment: the order it makes, what is wrong in it and what can be said beside its fields. */
export type FormView = {
  readonly order: PaymentOrder
  readonly errors: FieldErrors
  readonly lines: readonly LineView[]
  /** The day it leaves; null: at once. */
  readonly day: ExecutionDay | null
  readonly nextDays: readonly IsoDate[]
}

type Facts = OrderFacts & { readonly today: IsoDate; readonly matchesPattern: OrderContext['matchesPattern'] }

const NEXT_DAYS = 3
/** What is so plainly meant as a reference that a wrong figure in it is an error and no message. */
const REFERENCE_FORM = /^(RF\s*\d{2}|[+*]{3})/i

export function lookAtForm(form: PayForm, facts: Facts): FormView {
  const { capability, fields, today, matchesPattern } = facts
  const order = orderOf(form, facts)
  const checked = checkOrder(order, { capability, debtor: null, today, matchesPattern })
  const errors = { ...checked, ...typedErrors(form, facts) }
  const isAtOnce = fields.movesAnyDay
  const wanted = order.executeOn ?? today
  return {
    order,
    errors,
    lines: form.lines.map((line, at) => viewOf(line, { order, at, errors, facts, currency: form.currency })),
    day: isAtOnce ? null : executionDay(wanted, { instant: false, currency: order.currency }),
    nextDays: order.standingOrder ? standingDays(wanted, order.standingOrder, { count: NEXT_DAYS, currency: order.currency }) : [],
  }
}

/** What the order no longer tells: a sum that is no number, a reference with a wrong figure. */
function typedErrors(form: PayForm, { fields, style }: Facts): FieldErrors {
  const errors: FieldErrors = {}
  form.lines.forEach((line, at) => {
    const amount = readTypedAmount(line.amount, { currency: form.currency, style })
    if ('code' in amount) errors[`lines.${at}.amount`] = amount.code
    const [first = ''] = line.message
    if (fields.reference !== 'hidden' && REFERENCE_FORM.test(first.trim()) && messageOf(line, fields).reference === null)
      errors[`lines.${at}.reference`] = 'reference_check_digit'
  })
  return errors
}

type Looking = { order: PaymentOrder; at: number; errors: FieldErrors; facts: Facts; currency: string }

function viewOf(line: PayLine, { order, at, errors, facts, currency }: Looking): LineView {
  const { fields, style } = facts
  const ordered = order.lines[at]
  const amount = readTypedAmount(line.amount, { currency, style })
  const [first = ''] = line.message
  const isNumber = /^[\d\s/-]{4,}$/.test(first.trim())
  return {
    account: ordered && line.account.trim() && !errors[`lines.${at}.account`] ? accountView(ordered.account) : null,
    reference: ordered?.reference ? 'right' : isNumber && fields.reference !== 'hidden' ? 'message' : null,
    writtenName: fields.isSepa ? changedText(line.name) : null,
    writtenMessage: !ordered?.reference && isPlain(fields, 0) ? changedText(line.message.join(' ')) : null,
    amount: 'amount' in amount ? amount.amount : null,
  }
}

function accountView({ scheme, identification }: PaymentOrder['lines'][number]['account']): LineView['account'] {
  return { scheme, country: scheme === 'IBAN' ? identification.slice(0, 2) : null }
}

function changedText(text: string): string | null {
  const { text: written, changed } = transliterate(text.replace(/\s+/g, ' ').trim())
  return changed.length > 0 ? written : null
}
