import type { FieldErrors } from '@/lib/core/errors'
import { checkDays } from './check-days'
import { checkLine } from './check-line'
import { formFields, type FormFields } from './form-fields'
import type { PaymentOrder } from '@/lib/payments/order'
import type { AddError, OrderContext } from './order-context'
import type { OrderErrorCode } from './order-error-codes'

/**
 * Everything that can be wrong with an order by what the bank says and by the rules of the scheme, field by field; empty when
 * nothing is. Keys name the field (`lines.0.account`, `lines.0.remittance.1`, `executeOn`, `standingOrder.endDate`), values are
 * `OrderErrorCode`. What the bank does not take is named just as what is missing. Pure, and the same in the browser and on the server.
 */
export function checkOrder(order: PaymentOrder, context: OrderContext): FieldErrors {
  const fields = formFields(context.capability)
  const errors: FieldErrors = {}
  const add = (field: string, code: OrderErrorCode | null) => {
    if (code !== null && !Object.hasOwn(errors, field)) errors[field] = code
  }
  checkKind(order, context, add)
  checkDays(order, fields, { today: context.today, add })
  checkChoices(order, fields, context, add)
  if (order.lines.length === 0) add('lines', 'required')
  if (order.lines.length > fields.linesMax) add('lines', 'too_many_payees')
  order.lines.slice(0, fields.linesMax).forEach((line, at) => {
    const found = checkLine(line, fields, { ...context, currency: order.currency })
    for (const [field, code] of Object.entries(found)) add(`lines.${at}.${field}`, code)
  })
  return errors
}

function checkKind(order: PaymentOrder, { capability, debtor }: OrderContext, add: AddError): void {
  const isByHand = order.channel === 'by_hand'
  if (isByHand !== (capability === null)) add('paymentType', 'type_not_offered')
  if (order.paymentType !== (capability?.paymentType ?? 'SEPA')) add('paymentType', 'type_not_offered')
  if (capability === null || debtor === null) return
  const { debtorAccountSchemes, debtorAccountRequired } = capability
  if (debtorAccountRequired && debtorAccountSchemes.length > 0 && !debtorAccountSchemes.includes(debtor.scheme)) {
    add('accountId', 'account_kind_not_taken')
  }
}

function checkChoices(order: PaymentOrder, fields: FormFields, { capability }: OrderContext, add: AddError): void {
  if (!/^[A-Z]{3}$/.test(order.currency) || (fields.currencies.length > 0 && !fields.currencies.includes(order.currency))) {
    add('currency', 'currency_not_taken')
  }
  add('chargeBearer', checkChoice(order.chargeBearer, fields.chargeBearers))
  add('priority', checkChoice(order.priority, fields.priorities))
  if (capability === null && order.authMethod !== null) add('authMethod', 'not_taken')
  if (capability !== null && capability.authMethods.length > 0) add('authMethod', checkChoice(order.authMethod, capability.authMethods))
  add('debtorEmail', checkContact(order.debtorEmail, fields.debtorEmail) ?? checkEmail(order.debtorEmail))
  add('debtorPhone', checkContact(order.debtorPhone, fields.debtorPhone) ?? checkPhone(order.debtorPhone))
}

function checkChoice(chosen: string | null, offered: readonly string[]): OrderErrorCode | null {
  if (chosen === null) return null
  if (offered.length === 0) return 'not_taken'
  return offered.includes(chosen) ? null : 'choice_not_offered'
}

function checkContact(value: string | null, need: FormFields['debtorEmail']): OrderErrorCode | null {
  if (need === 'required' && !value) return 'required'
  return need === 'hidden' && value ? 'not_taken' : null
}

function checkEmail(value: string | null): OrderErrorCode | null {
  return !value || /^[^\s@]{1,64}@[^\s@]{1,189}$/.test(value) ? null : 'email_form'
}

function checkPhone(value: string | null): OrderErrorCode | null {
  return !value || /^\+?[\d\s()-]{5,25}$/.test(value) ? null : 'phone_form'
}
