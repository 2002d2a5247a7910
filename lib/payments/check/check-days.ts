import { addDays, findIsoDate, type IsoDate } from '@/lib/core/iso-date'
import type { AddError } from './order-context'
import { executionDay } from '@/lib/payments/dates/execution-date'
import { EXECUTION_RULES, isFrequency } from '@/lib/payments/dates/standing-days'
import type { FormFields } from './form-fields'
import type { PaymentOrder } from '@/lib/payments/order'
import type { OrderErrorCode } from './order-error-codes'

/** The day of a payment, and the days of a standing order. The bank's limit counts for the day after shifting. */
export function checkDays(order: PaymentOrder, fields: FormFields, { today, add }: { today: IsoDate; add: AddError }): void {
  if (order.standingOrder === null) {
    add('executeOn', checkExecuteOn(order, fields, today))
    return
  }
  if (fields.standingOrder === 'hidden') return add('standingOrder', 'not_taken')
  const { frequency, executionRule, endDate } = order.standingOrder
  if (order.lines.length > 1) add('lines', 'too_many_payees')
  add('executeOn', order.executeOn === null ? 'required' : checkDay(order.executeOn, { today, fields, currency: order.currency }))
  if (!isFrequency(frequency)) add('standingOrder.frequency', 'frequency_unknown')
  if (executionRule !== null && !EXECUTION_RULES.some((known) => known === executionRule)) {
    add('standingOrder.executionRule', 'choice_not_offered')
  }
  if (endDate === null) return
  if (findIsoDate(endDate) === null) add('standingOrder.endDate', 'date_form')
  else if (order.executeOn !== null && endDate < order.executeOn) add('standingOrder.endDate', 'date_end_before_start')
}

function checkExecuteOn(order: PaymentOrder, fields: FormFields, today: IsoDate): OrderErrorCode | null {
  if (order.executeOn === null) return fields.executionDate === 'required' ? 'required' : null
  if (fields.executionDate === 'hidden') return 'not_taken'
  return checkDay(order.executeOn, { today, fields, currency: order.currency })
}

function checkDay(
  day: IsoDate,
  { today, fields, currency }: { today: IsoDate; fields: FormFields; currency: string },
): OrderErrorCode | null {
  if (findIsoDate(day) === null) return 'date_form'
  if (day < today) return 'date_past'
  if (fields.executionDateDaysMax === null) return null
  const shifted = executionDay(day, { instant: fields.movesAnyDay, currency }).day
  return shifted > addDays(today, fields.executionDateDaysMax) ? 'date_too_far' : null
}
