import { addDays, findIsoDate, type IsoDate } from '@/lib/core/iso-date'
import type { StandingOrder } from '../../payments/standing-order-days'
import type { PaymentDescriptor } from '../../world/payment-descriptor'
import type { PaymentWays } from '../../world/payment-ways'
import { wrongField } from './errors'
import { findText, requireChoice, type Fields } from './request-fields'

export type Timing = { readonly executeOn: string | null; readonly standingOrder: StandingOrder | null }

const FREQUENCIES = ['DAIL', 'WEEK', 'TOWK', 'MNTH', 'TOMN', 'QUTR', 'SEMI', 'YEAR'] as const
const RULES = ['FWNG', 'PREC'] as const

/** A frequency makes a standing order; the interface does not say beforehand which banks take them. */
export function readStandingOrder(entry: Fields, at: string, { standingOrders }: PaymentWays): StandingOrder | null {
  const frequency = findText(entry, 'frequency', at)
  const executionRule = findText(entry, 'execution_rule', at)
  const endDate = findText(entry, 'end_date', at)
  if (frequency === null) {
    if (executionRule !== null || endDate !== null) throw wrongField(`${at}.frequency`, 'field required')
    return null
  }
  requireChoice(frequency, FREQUENCIES, `${at}.frequency`)
  if (standingOrders === 'refused') throw wrongField(`${at}.frequency`, 'standing orders are not taken')
  if (executionRule !== null) requireChoice(executionRule, RULES, `${at}.execution_rule`)
  if (endDate !== null && !findIsoDate(endDate)) throw wrongField(`${at}.end_date`, 'not a date')
  return { frequency, executionRule, endDate }
}

type Rules = { readonly at: string; readonly descriptor: PaymentDescriptor; readonly today: IsoDate; readonly isStanding: boolean }

/** Null for at once. The first day of a standing order is its own matter: banks that take no later days take it all the same. */
export function readExecutionDate(text: string | null, { at, descriptor, today, isStanding }: Rules): string | null {
  if (text === null) return null
  const place = `${at}.requested_execution_date`
  if (!descriptor.requested_execution_date_supported && !isStanding) throw wrongField(place, 'not supported for this type of payment')
  const latest = addDays(today, descriptor.requested_execution_date_max_period ?? (isStanding ? 365 : 0))
  if (text < today || text > latest) throw wrongField(place, `not between ${today} and ${latest}`)
  return text === today ? null : text
}
