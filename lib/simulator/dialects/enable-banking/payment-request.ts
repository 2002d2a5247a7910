import { findCurrency } from '@/lib/core/currency'
import { findIban } from '@/lib/core/iban'
import { addDays, findIsoDate, utcDay } from '@/lib/core/iso-date'
import { parseMoney } from '@/lib/core/money'
import type { PaymentInstruction } from '../../state'
import { makeFinnishReference, mod97 } from '../../world/iban'
import type { PaymentDescriptor } from '../../world/payment-descriptor'
import { ApiError, wrongField } from './errors'
import { findList, findText, isFields, requireFields, requireText, type Fields } from './request-fields'

const AMOUNT = /^\d+(\.\d+)?$/
/** Minor units; more than any of the people here could pay. */
const AMOUNT_MAX = 5_000_000_00n

type Parsed = { readonly instructions: Omit<PaymentInstruction, 'transactionId'>[]; readonly debtorAccount: string | null }

/** Holds a payment against what the bank says it takes. */
export function parsePaymentRequest(request: Fields, descriptor: PaymentDescriptor, now: Date): Parsed {
  const place = 'body.payment_request'
  const list = findList(request, 'credit_transfer_transaction', place)
  if (!list || list.length === 0) throw wrongField(`${place}.credit_transfer_transaction`, 'field required')
  if (list.length > descriptor.max_transactions)
    throw new ApiError('PAYMENT_LIMIT_EXCEEDED', { detail: `at most ${descriptor.max_transactions} transactions` })
  const debtor = isFields(request.debtor_account) ? request.debtor_account : null
  if (!debtor && descriptor.debtor_account_required) throw wrongField(`${place}.debtor_account`, 'field required')
  const debtorAccount = debtor ? requireAccount(debtor, `${place}.debtor_account`, descriptor.debtor_account_schemas) : null
  if (descriptor.debtor_currency_required) requireText(request, 'debtor_currency', place)
  const shared = findText(request, 'requested_execution_date', place)
  return {
    debtorAccount,
    instructions: list.map((entry, index) => {
      const at = `${place}.credit_transfer_transaction.${index}`
      if (!isFields(entry)) throw wrongField(at, 'not an object')
      return parseInstruction(entry, { at, descriptor, now, shared })
    }),
  }
}

type Context = { readonly at: string; readonly descriptor: PaymentDescriptor; readonly now: Date; readonly shared: string | null }

function parseInstruction(entry: Fields, context: Context): Omit<PaymentInstruction, 'transactionId'> {
  const { at, descriptor } = context
  for (const key of ['frequency', 'end_date', 'execution_rule']) {
    if (entry[key] !== undefined && entry[key] !== null) throw wrongField(`${at}.${key}`, 'standing orders are not taken')
  }
  const beneficiary = requireFields(entry, 'beneficiary', at)
  const creditorAccount = requireAccount(
    requireFields(beneficiary, 'creditor_account', `${at}.beneficiary`),
    `${at}.beneficiary.creditor_account`,
    descriptor.creditor_account_schemas,
  )
  const creditor = isFields(beneficiary.creditor) ? beneficiary.creditor : {}
  const creditorName = findText(creditor, 'name', `${at}.beneficiary.creditor`)
  if (descriptor.creditor_name_required && !creditorName?.trim()) throw wrongField(`${at}.beneficiary.creditor.name`, 'field required')
  const paymentId = isFields(entry.payment_id) ? entry.payment_id : {}
  return {
    ...requireAmount(requireFields(entry, 'instructed_amount', at), `${at}.instructed_amount`, descriptor),
    creditorName,
    creditorAccount,
    executeOn: readExecutionDate(findText(entry, 'requested_execution_date', at) ?? context.shared, context),
    ...readTexts(entry, context),
    endToEndId: findText(paymentId, 'end_to_end_id', `${at}.payment_id`),
  }
}

function requireAmount(fields: Fields, place: string, { currencies }: PaymentDescriptor): { amountMinor: bigint; currency: string } {
  const [currency, text] = [requireText(fields, 'currency', place), requireText(fields, 'amount', place)]
  if (!findCurrency(currency) || !currencies.includes(currency))
    throw wrongField(`${place}.currency`, `not one of ${currencies.join(', ')}`)
  if (!AMOUNT.test(text) || text.length > 20) throw wrongField(`${place}.amount`, 'not an amount')
  let amountMinor: bigint
  try {
    amountMinor = parseMoney(text, currency).minor
  } catch {
    throw wrongField(`${place}.amount`, 'more decimals than the currency has')
  }
  if (amountMinor <= 0n) throw wrongField(`${place}.amount`, 'must be more than nothing')
  if (amountMinor > AMOUNT_MAX) throw new ApiError('PAYMENT_LIMIT_EXCEEDED')
  return { amountMinor, currency }
}

function requireAccount(fields: Fields, place: string, schemes: readonly string[]): string {
  const [identification, scheme] = [requireText(fields, 'identification', place), requireText(fields, 'scheme_name', place)]
  if (!schemes.includes(scheme)) throw wrongField(`${place}.scheme_name`, `not one of ${schemes.join(', ')}`)
  if (scheme === 'IBAN' && findIban(identification) !== identification)
    throw wrongField(`${place}.identification`, 'not a valid IBAN in electronic form')
  if (!/^[A-Z0-9]{4,34}$/.test(identification)) throw wrongField(`${place}.identification`, 'not an account number')
  return identification
}

function readExecutionDate(text: string | null, { at, descriptor, now }: Context): string | null {
  if (text === null) return null
  const place = `${at}.requested_execution_date`
  const day = findIsoDate(text)
  if (!day) throw wrongField(place, 'not a date')
  if (!descriptor.requested_execution_date_supported) throw wrongField(place, 'not supported for this type of payment')
  const today = utcDay(now)
  const latest = addDays(today, descriptor.requested_execution_date_max_period ?? 0)
  if (day < today || day > latest) throw wrongField(place, 'too early or too late')
  return day === today ? null : day
}

function readTexts(entry: Fields, { at, descriptor }: Context): { remittance: string[]; reference: string | null } {
  const lines = findList(entry, 'remittance_information', at)
  const reference = findText(entry, 'reference_number', at)
  if (!lines && descriptor.remittance_information_required) throw wrongField(`${at}.remittance_information`, 'field required')
  if (lines && reference && !descriptor.remittance_reference_supported)
    throw wrongField(`${at}.remittance_information`, 'not together with a reference number')
  if (reference !== null && !(descriptor.reference_number_supported && isReference(reference, descriptor.reference_number_schemas))) {
    throw wrongField(`${at}.reference_number`, 'not a reference number of a supported kind')
  }
  const rules = descriptor.remittance_information_lines
  if (lines && lines.length !== rules.length) throw wrongField(`${at}.remittance_information`, `exactly ${rules.length} lines`)
  const remittance = (lines ?? []).map((line, index) => {
    const { min_length, max_length, pattern } = rules[index]!
    const fits =
      typeof line === 'string' && line.length >= min_length && line.length <= max_length && !(pattern.includes('<>') && /[<>]/.test(line))
    if (!fits) throw wrongField(`${at}.remittance_information.${index}`, `does not match ${pattern}`)
    return line
  })
  return { remittance, reference }
}

function isReference(text: string, schemes: readonly string[]): boolean {
  const international = /^RF\d{2}[A-Z0-9]{1,21}$/.test(text) && mod97(text.slice(4) + text.slice(0, 4)) === 1
  const finnish = /^\d{4,20}$/.test(text) && makeFinnishReference(text.slice(0, -1)) === text
  return (
    (schemes.includes('INTL') && international) ||
    (schemes.includes('FIRF') && finnish) ||
    (schemes.includes('NORF') && /^\d{2,25}$/.test(text))
  )
}
