import type { AccountNumber } from '@/lib/banking/payment-port'
import { checkAccount } from './check-account'
import { checkAmount } from './check-amount'
import { checkBic } from './check-bic'
import { checkTexts, checkWords } from './check-texts'
import type { OrderContext } from './order-context'
import type { FormFields, Need } from './form-fields'
import type { OrderLine } from '@/lib/payments/order'
import type { OrderErrorCode } from './order-error-codes'
import { ADDRESS_LINES_MAX, NAME_LENGTH_MAX } from './order-limits'

export type LineContext = Pick<OrderContext, 'matchesPattern'> & { readonly currency: string; readonly debtor: AccountNumber | null }
export type LineErrors = Readonly<Record<string, OrderErrorCode>>

/** One payee of an order: what is wrong, by field of the line (`account`, `amount`, `remittance.1` …). */
export function checkLine(line: OrderLine, fields: FormFields, context: LineContext): LineErrors {
  const errors: Record<string, OrderErrorCode | null> = {
    name: checkName(line.name, fields),
    account: checkAccount(line.account, fields, context.debtor),
    amount: checkAmount(line.amount, context.currency, fields.isSepa),
    bic: checkPresence(line.bic, fields.bic) ?? checkBic(line.bic, line.account),
    country: checkPresence(line.country, fields.country) ?? checkCountry(line.country),
    address: checkAddress(line.addressLines, fields),
    clearing: checkClearing(line.clearing, fields),
    regulatory: checkRegulatory(line.regulatory, fields),
    ...checkTexts(line, fields, context.matchesPattern),
  }
  return Object.fromEntries(Object.entries(errors).filter((entry): entry is [string, OrderErrorCode] => entry[1] !== null))
}

function checkName(name: string, fields: FormFields): OrderErrorCode | null {
  if (name.trim() === '') return fields.name === 'required' ? 'required' : null
  return checkWords(name, { lengthMax: fields.nameLengthMax, isSepa: fields.isSepa })
}

/** A field that is not asked for may still come along (a code read from an invoice has a BIC); it is refused only where it cannot go. */
function checkPresence(value: string | null, need: Need): OrderErrorCode | null {
  return need === 'required' && !value?.trim() ? 'required' : null
}

function checkCountry(country: string | null): OrderErrorCode | null {
  return !country || /^[A-Z]{2}$/.test(country) ? null : 'country_form'
}

function checkAddress(lines: readonly string[], fields: FormFields): OrderErrorCode | null {
  const written = lines.filter((line) => line.trim() !== '')
  if (written.length === 0) return fields.address === 'required' ? 'required' : null
  if (written.length > ADDRESS_LINES_MAX) return 'lines_too_many'
  const wrong = written.map((line) => checkWords(line, { lengthMax: NAME_LENGTH_MAX, isSepa: fields.isSepa }))
  return wrong.find((code) => code !== null) ?? null
}

function checkClearing(clearing: OrderLine['clearing'], fields: FormFields): OrderErrorCode | null {
  if (clearing === null) return fields.clearing === 'required' ? 'required' : null
  if (!/^[A-Za-z0-9 -]{1,35}$/.test(clearing.memberId)) return 'clearing_form'
  return clearing.systemId === null || /^[A-Za-z0-9]{1,5}$/.test(clearing.systemId) ? null : 'clearing_form'
}

function checkRegulatory(regulatory: OrderLine['regulatory'], { regulatory: need, regulatoryCodes }: FormFields): OrderErrorCode | null {
  if (regulatory === null) return need === 'required' ? 'required' : null
  if (need === 'hidden') return 'not_taken'
  if (regulatoryCodes.length > 0 && !regulatoryCodes.some(({ value }) => value === regulatory.code)) return 'choice_not_offered'
  return regulatory.information.trim() === '' ? 'required' : null
}
