import { digestFor } from '../../random'
import type { AccountHistory } from '../../world/history'
import { decimalOf } from '../../world/routines/move'
import type { Exchange, RowStatus, TrueRow } from '../../world/true-row'
import { spoil } from './oddities'
import { counterpartyWire, holderWire, type PartyWire } from './party-wire'
import type { ReadableAccount } from './read-account'
import { remittanceLines } from './remittance'

export type RowContext = {
  readonly readable: ReadableAccount
  readonly history: AccountHistory
  /** Place among the booked rows; null for a row that is not booked. */
  readonly index: number | null
  /** A number that is another one for every listing. */
  readonly delivery: number
  readonly bookedCount: number
}

/** A row as this bank writes it. */
export function transactionWire(row: TrueRow, status: RowStatus, context: RowContext): Record<string, unknown> {
  const { readable, index, delivery } = context
  const { account, quirks } = readable
  const held = status === 'HOLD' && row.heldMinor !== null
  const minor = held ? row.heldMinor! : row.minor
  const outgoing = minor < 0n
  const [other, own] = [counterpartyWire(row, readable), holderWire(row, readable)]
  const [creditor, debtor] = outgoing ? [other, own] : [own, other]
  const booked = status === 'BOOK'
  const wire = {
    entry_reference: entryReference(row, status, context),
    merchant_category_code: row.mcc,
    transaction_amount: { currency: account.currency, amount: amountText(outgoing ? -minor : minor, readable) },
    ...parties(creditor, debtor),
    bank_transaction_code: bankTransactionCode(row, outgoing),
    credit_debit_indicator: outgoing ? 'DBIT' : 'CRDT',
    status,
    booking_date: booked ? row.bookingDate : null,
    value_date: booked ? row.valueDate : status === 'SCHD' ? row.bookingDate : null,
    transaction_date: row.kind === 'card' || row.kind === 'cash' || row.kind === 'mobile' ? row.transactionDate : null,
    balance_after_transaction: index === null ? null : balanceAfter(index, context),
    reference_number: row.reference?.number ?? null,
    reference_number_schema: row.reference?.scheme ?? null,
    remittance_information: remittanceLines(row, readable),
    debtor_account_additional_identification: null,
    creditor_account_additional_identification: null,
    exchange_rate: row.exchange ? exchangeWire(row.exchange) : null,
    note: row.note,
    transaction_id: transactionId(row, readable, delivery),
  }
  return quirks.oddities.length > 0 ? spoil(row, wire, readable) : wire
}

function parties(creditor: PartyWire, debtor: PartyWire): Record<string, unknown> {
  return {
    creditor: creditor.party,
    creditor_account: creditor.account,
    creditor_agent: creditor.agent,
    debtor: debtor.party,
    debtor_account: debtor.account,
    debtor_agent: debtor.agent,
  }
}

function amountText(minor: bigint, { account, quirks }: ReadableAccount): string {
  const text = decimalOf(minor, account.currency)
  return quirks.amountDecimals === 'three' ? `${text}0` : text
}

/** The reference of a row at a bank that keeps its references. */
export function entryReferenceOf(row: TrueRow, status: RowStatus, { account, quirks }: ReadableAccount): string | null {
  if (quirks.entryReference === 'absent' || quirks.entryReference === 'per-delivery' || quirks.entryReference === 'positional') return null
  const changed = quirks.entryReference === 'changes-when-booked' && status !== 'BOOK' ? 'P' : ''
  return `${changed}${row.transactionDate.replace(/-/g, '')}${digestFor(12, 'entry', account.key, row.id, changed).toUpperCase()}`
}

function entryReference(row: TrueRow, status: RowStatus, context: RowContext): string | null {
  const { readable, index, delivery } = context
  switch (readable.quirks.entryReference) {
    case 'per-delivery':
      return digestFor(32, 'entry', readable.account.key, row.id, delivery)
    case 'positional':
      return index === null ? null : positional(row, index, context)
    default:
      return entryReferenceOf(row, status, readable)
  }
}

/** Counted from the newest row of the day, which has none: every later booking of that day moves the others. */
function positional(row: TrueRow, index: number, { history, bookedCount }: RowContext): string | null {
  let place = 0
  for (let next = index + 1; next < bookedCount && history.rows[next]!.bookingDate === row.bookingDate; next++) place++
  return place === 0 ? null : `${row.bookingDate}.${place}`
}

function balanceAfter(index: number, { readable, history }: RowContext): unknown {
  const { account, quirks } = readable
  if (quirks.balanceAfter === 'absent') return null
  const currency = quirks.balanceAfter === 'without-currency' ? 'XXX' : account.currency
  return { currency, amount: amountText(history.balanceAfter(index + 1), readable) }
}

function exchangeWire(exchange: Exchange): unknown {
  return {
    unit_currency: exchange.unitCurrency,
    exchange_rate: exchange.rate,
    rate_type: 'SPOT',
    contract_identification: null,
    instructed_amount: { currency: exchange.instructedCurrency, amount: decimalOf(exchange.instructedMinor, exchange.instructedCurrency) },
  }
}

const CODES: Record<TrueRow['kind'], readonly [description: string, code: string, outSubCode: string, inSubCode: string]> = {
  card: ['Card payment', 'CCRD', 'POSD', 'POSC'],
  cash: ['Cash withdrawal', 'CCRD', 'CWDL', 'CDPT'],
  transfer: ['Transfer', 'ICDT', 'ESCT', 'ESCT'],
  'direct-debit': ['Direct debit', 'IDDT', 'ESDD', 'RCDD'],
  invoice: ['Invoice payment', 'ICDT', 'ESCT', 'ESCT'],
  salary: ['Salary', 'RCDT', 'SALA', 'SALA'],
  mobile: ['Mobile payment', 'IRCT', 'ESCT', 'ESCT'],
  interest: ['Interest', 'MDOP', 'INTR', 'INTR'],
  fee: ['Fee', 'MDOP', 'FEES', 'FEES'],
  loan: ['Loan', 'LOAN', 'PPAY', 'DDWN'],
}

function bankTransactionCode(row: TrueRow, outgoing: boolean): unknown {
  const [description, code, outSubCode, inSubCode] = CODES[row.kind]
  return { description, code, sub_code: outgoing ? outSubCode : inSubCode }
}

/** A handle for details: the row's id, sealed with the account so that it means nothing elsewhere. */
function transactionId(row: TrueRow, { account, quirks }: ReadableAccount, delivery: number): string | null {
  if (quirks.transactionId === 'absent') return null
  const nonce = quirks.transactionId === 'per-listing' ? delivery : 0
  const body = Buffer.from(`${row.id} ${nonce}`).toString('base64url')
  return `${body}${digestFor(12, 'transaction', account.key, body)}`
}

export function findRowId(transactionId: string, { account, quirks }: ReadableAccount): string | null {
  if (quirks.transactionId === 'absent') return null
  const body = transactionId.slice(0, -12)
  if (transactionId.slice(-12) !== digestFor(12, 'transaction', account.key, body)) return null
  return Buffer.from(body, 'base64url').toString().split(' ')[0] ?? null
}
