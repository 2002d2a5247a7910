import { findIsoDate, utcDay } from '@/lib/core/iso-date'
import type { PaymentInstruction } from '../../state'
import type { PaymentDescriptor } from '../../world/payment-descriptor'
import type { PaymentWays } from '../../world/payment-ways'
import { ApiError, wrongField } from './errors'
import { checkRegulatory, readAddress, readAgent, requireAccount } from './payment-parties'
import { readExecutionDate, readStandingOrder, type Timing } from './payment-days'
import { readTexts } from './payment-texts'
import { requireAmount } from './payment-amount'
import { findList, findText, isFields, requireChoice, requireFields, type Fields } from './request-fields'

type Parsed = { readonly instructions: Omit<PaymentInstruction, 'transactionId'>[]; readonly debtorAccount: string | null }

type Rules = { readonly descriptor: PaymentDescriptor; readonly ways: PaymentWays; readonly now: Date }

const PURPOSES = ['ACCT', 'CASH', 'COMC', 'CPKC', 'TRPT'] as const
const ID_LENGTH_MAX = 35

/** Holds a payment against the interface's schema and what the bank says it takes. */
export function parsePaymentRequest(request: Fields, rules: Rules): Parsed {
  const { descriptor } = rules
  const place = 'body.payment_request'
  const list = findList(request, 'credit_transfer_transaction', place)
  if (!list || list.length === 0) throw wrongField(`${place}.credit_transfer_transaction`, 'field required')
  if (list.length > descriptor.max_transactions)
    throw new ApiError('PAYMENT_LIMIT_EXCEEDED', { detail: `at most ${descriptor.max_transactions} transactions` })
  const debtorAccount = readDebtor(request, place, descriptor)
  readId(request, 'payment_information_id', place)
  const purpose = findText(request, 'purpose', place)
  if (purpose !== null) requireChoice(purpose, PURPOSES, `${place}.purpose`)
  checkCodes(request, place, descriptor)
  const shared = findText(request, 'requested_execution_date', place)
  return {
    debtorAccount,
    instructions: list.map((entry, index) => {
      const at = `${place}.credit_transfer_transaction.${index}`
      if (!isFields(entry)) throw wrongField(at, 'not an object')
      return parseInstruction(entry, { ...rules, at, shared })
    }),
  }
}

function readDebtor(request: Fields, place: string, descriptor: PaymentDescriptor): string | null {
  const account = findFields(request, 'debtor_account', place)
  if (!account && descriptor.debtor_account_required) throw wrongField(`${place}.debtor_account`, 'field required')
  const currency = findText(request, 'debtor_currency', place)
  if (descriptor.debtor_currency_required && (currency === null || currency === 'XXX'))
    throw wrongField(`${place}.debtor_currency`, 'field required')
  if (currency !== null && !/^[A-Z]{3}$/.test(currency)) throw wrongField(`${place}.debtor_currency`, 'not a currency code')
  const debtor = findFields(request, 'debtor', place) ?? {}
  const contact = findFields(debtor, 'contact_details', `${place}.debtor`) ?? {}
  const contactPlace = `${place}.debtor.contact_details`
  const email = findText(contact, 'email_address', contactPlace)
  const phone = findText(contact, 'phone_number', contactPlace)
  if (descriptor.debtor_contact_email_required && !email) throw wrongField(`${contactPlace}.email_address`, 'field required')
  if (email && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) throw wrongField(`${contactPlace}.email_address`, 'not an e-mail address')
  if (descriptor.debtor_contact_phone_required && !phone) throw wrongField(`${contactPlace}.phone_number`, 'field required')
  if (phone && !/^\+\d[\d ()-]{5,20}$/.test(phone))
    throw wrongField(`${contactPlace}.phone_number`, 'not a phone number with its country code')
  return account ? requireAccount(account, `${place}.debtor_account`, descriptor.debtor_account_schemas) : null
}

/** Priority and charge bearer: only what the bank names, and nothing where it names none. */
function checkCodes(request: Fields, place: string, { priority_codes, charge_bearer_values }: PaymentDescriptor): void {
  const information = findFields(request, 'payment_type_information', place) ?? {}
  const priority = findText(information, 'instruction_priority', `${place}.payment_type_information`)
  if (priority !== null) requireChoice(priority, priority_codes, `${place}.payment_type_information.instruction_priority`)
  const bearer = findText(request, 'charge_bearer', place)
  if (bearer !== null) requireChoice(bearer, charge_bearer_values, `${place}.charge_bearer`)
}

type Context = Rules & { readonly at: string; readonly shared: string | null }

function parseInstruction(entry: Fields, context: Context): Omit<PaymentInstruction, 'transactionId'> {
  const { at, descriptor } = context
  const beneficiary = requireFields(entry, 'beneficiary', at)
  const paymentId = findFields(entry, 'payment_id', at) ?? {}
  checkRegulatory(entry, at, descriptor)
  return {
    ...requireAmount(requireFields(entry, 'instructed_amount', at), `${at}.instructed_amount`, descriptor),
    ...readCreditor(beneficiary, `${at}.beneficiary`, descriptor),
    ...readTiming(entry, context),
    ...readTexts(entry, at, descriptor),
    endToEndId: readId(paymentId, 'end_to_end_id', `${at}.payment_id`),
    instructionId: readId(paymentId, 'instruction_id', `${at}.payment_id`),
  }
}

function readCreditor(
  beneficiary: Fields,
  place: string,
  descriptor: PaymentDescriptor,
): { creditorName: string | null; creditorAccount: string } {
  const creditor = findFields(beneficiary, 'creditor', place) ?? {}
  const creditorName = findText(creditor, 'name', `${place}.creditor`)
  if (descriptor.creditor_name_required && !creditorName?.trim()) throw wrongField(`${place}.creditor.name`, 'field required')
  if (creditorName !== null && creditorName.length > 140) throw wrongField(`${place}.creditor.name`, 'longer than 140')
  readAddress(creditor, `${place}.creditor`, descriptor)
  readAgent(beneficiary, place, descriptor)
  const account = requireFields(beneficiary, 'creditor_account', place)
  return { creditorName, creditorAccount: requireAccount(account, `${place}.creditor_account`, descriptor.creditor_account_schemas) }
}

function readTiming(entry: Fields, { at, descriptor, ways, now, shared }: Context): Timing {
  const standingOrder = readStandingOrder(entry, at, ways)
  const text = findText(entry, 'requested_execution_date', at) ?? shared
  if (text !== null && !findIsoDate(text)) throw wrongField(`${at}.requested_execution_date`, 'not a date')
  if (standingOrder && text === null) throw wrongField(`${at}.requested_execution_date`, 'a standing order needs its first day')
  const executeOn = readExecutionDate(text, { at, descriptor, today: utcDay(now), isStanding: standingOrder !== null })
  if (standingOrder?.endDate && text !== null && standingOrder.endDate < text) throw wrongField(`${at}.end_date`, 'before the first day')
  return { executeOn, standingOrder }
}

function readId(fields: Fields, key: string, place: string): string | null {
  const id = findText(fields, key, place)
  if (id !== null && (id.length === 0 || id.length > ID_LENGTH_MAX))
    throw wrongField(`${place}.${key}`, `not 1 to ${ID_LENGTH_MAX} characters`)
  return id
}

function findFields(fields: Fields, key: string, place: string): Fields | null {
  return fields[key] === undefined || fields[key] === null ? null : requireFields(fields, key, place)
}
