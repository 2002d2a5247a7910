import { findCurrency, NO_CURRENCY, type Currency } from '@/lib/core/currency'
import { findIsoDate } from '@/lib/core/iso-date'
import { parseDecimal, type Money, type ParsedDecimal } from '@/lib/core/money'
import { cleanText } from '@/lib/core/text'
import type { PortBalance, PortParty, PortTransaction, RejectedRow } from '@/lib/banking/port'
import { WireBalance, WireTransaction, type WireAccountId, type WireAmount, type WireGenericId, type WireParty } from './wire'

type Mapped<T> = { readonly row: T } | { readonly rejected: RejectedRow }

/** Splits the rows of a page into those we believe and those set aside. */
export function mapRows<T>(rows: readonly unknown[], map: (row: unknown) => Mapped<T>): { accepted: T[]; rejected: RejectedRow[] } {
  const accepted: T[] = []
  const rejected: RejectedRow[] = []
  for (const row of rows) {
    const mapped = map(row)
    if ('row' in mapped) accepted.push(mapped.row)
    else rejected.push(mapped.rejected)
  }
  return { accepted, rejected }
}

/**
 * One transaction. The sign comes from `credit_debit_indicator` alone and the amount's own sign is dropped: in practice
 * amounts are unsigned, though the schema permits a minus, and some banks send both (apis.md §1.10).
 */
export function mapTransaction(wire: unknown): Mapped<PortTransaction> {
  const parsed = WireTransaction.safeParse(wire)
  if (!parsed.success) return { rejected: { reason: 'not an object', wire, day: null, status: null } }
  const row = parsed.data
  const day = findIsoDate(row.booking_date) ?? findIsoDate(row.value_date) ?? findIsoDate(row.transaction_date)
  const reject = (reason: string) => ({ rejected: { reason, wire, day, status: clean(row.status) } })
  const currency = findRealCurrency(row.transaction_amount?.currency)
  if (!row.transaction_amount || isAbsent(row.transaction_amount.amount)) return reject('no amount')
  if (!currency) return reject('no currency')
  const amount = findDecimal(row.transaction_amount, currency)
  if (!amount) return reject('amount is not decimal text')
  const sign = findSign(row.credit_debit_indicator)
  if (!sign) return reject(row.credit_debit_indicator === null ? 'no credit or debit indicator' : 'unknown credit or debit indicator')
  return { row: toTransaction(row, { minor: sign * absolute(amount.minor), currency }, amount.excess) }
}

/** One balance, signed as sent. An overdraft is negative here and has no indicator. */
export function mapBalance(wire: unknown): Mapped<PortBalance> {
  const reject = (reason: string) => ({ rejected: { reason, wire, day: null, status: null } })
  const parsed = WireBalance.safeParse(wire)
  if (!parsed.success) return reject('not an object')
  const { balance_amount: amount, ...row } = parsed.data
  const currency = findCurrency(amount?.currency)
  if (!amount || isAbsent(amount.amount)) return reject('no amount')
  if (!currency) return reject('no currency')
  const decimal = findDecimal(amount, currency)
  if (!decimal) return reject('amount is not decimal text')
  return {
    row: {
      type: clean(row.balance_type) ?? 'OTHR',
      name: clean(row.name),
      amount: { minor: decimal.minor, currency },
      referenceDate: findIsoDate(row.reference_date),
      lastChangeAt: findInstant(row.last_change_date_time),
      lastCommittedTransaction: clean(row.last_committed_transaction),
    },
  }
}

/** Amount text with its currency, or null when either is missing or unreadable. Digits beyond the currency's are cut. */
export function findMoney(amount: WireAmount, fallback: Currency | null = null): Money | null {
  if (!amount) return null
  const currency = findRealCurrency(amount.currency) ?? fallback
  const decimal = currency && findDecimal(amount, currency)
  return decimal ? { minor: decimal.minor, currency } : null
}

/** RFC 3339; the documents promise an offset, and a text without one is read as UTC, the zone they count in. */
export function findInstant(text: string | null | undefined): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(\.\d{1,3})?\d*([Zz]|[+-]\d{2}:?\d{2})?$/.exec(text?.trim() ?? '')
  if (!match || !findIsoDate(match[1])) return null
  const offset = (match[4] ?? 'Z').toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')
  const instant = new Date(`${match[1]}T${match[2]}${match[3] ?? ''}${offset}`)
  return Number.isNaN(instant.getTime()) ? null : instant
}

/** Text kept as the bank wrote it, line ends unified and controls replaced, so that it can be stored and shown. */
export function clean(text: string | null | undefined): string | null {
  return text ? cleanText(text.replace(/\r\n?/g, '\n')).trim() || null : null
}

function toTransaction(row: WireTransaction, amount: Money, amountExcess: string | null): PortTransaction {
  return {
    entryReference: clean(row.entry_reference),
    transactionId: clean(row.transaction_id),
    status: clean(row.status) ?? 'OTHR',
    amount,
    amountExcess,
    bookingDate: findIsoDate(row.booking_date),
    valueDate: findIsoDate(row.value_date),
    transactionDate: findIsoDate(row.transaction_date),
    creditor: toParty(row.creditor, row.creditor_account, row.creditor_account_additional_identification),
    debtor: toParty(row.debtor, row.debtor_account, row.debtor_account_additional_identification),
    remittance: row.remittance_information.flatMap((line) => clean(line) ?? []),
    referenceNumber: clean(row.reference_number),
    bankCode: {
      code: clean(row.bank_transaction_code?.code),
      subCode: clean(row.bank_transaction_code?.sub_code),
      description: clean(row.bank_transaction_code?.description),
    },
    merchantCategoryCode: clean(row.merchant_category_code),
    balanceAfter: findMoney(row.balance_after_transaction, amount.currency),
    exchange: toExchange(row.exchange_rate),
    note: clean(row.note),
  }
}

function toExchange(wire: WireTransaction['exchange_rate']): PortTransaction['exchange'] {
  if (!wire) return null
  const exchange = {
    rate: clean(wire.exchange_rate),
    unitCurrency: findCurrency(wire.unit_currency),
    instructed: findMoney(wire.instructed_amount),
  }
  return exchange.rate || exchange.unitCurrency || exchange.instructed ? exchange : null
}

function toParty(party: WireParty, account: WireAccountId, others: readonly NonNullable<WireGenericId>[]): PortParty {
  const ids = [account?.other, ...others].flatMap((id) =>
    id?.identification ? [{ scheme: id.scheme_name, identification: id.identification }] : [],
  )
  const iban = account?.iban ?? ids.find(({ scheme }) => scheme === 'IBAN')?.identification
  const other = ids.find(({ scheme }) => scheme !== 'IBAN')?.identification
  return { name: clean(party?.name), iban: compactIban(iban), otherAccount: clean(other), addressLines: toAddressLines(party) }
}

/** Written lines first: ING puts the merchant's name there and nowhere else. */
function toAddressLines(party: WireParty): string[] {
  const address = party?.postal_address
  if (!address) return []
  const written = address.address_line.flatMap((line) => clean(line) ?? [])
  if (written.length > 0) return written
  const parts = [[address.street_name, address.building_number], [address.post_code, address.town_name], [address.country]]
  return parts.flatMap((part) => clean(part.filter(Boolean).join(' ')) ?? [])
}

/** Without spaces, in capitals; not checked: it is the bank's own name for the account. */
export function compactIban(text: string | null | undefined): string | null {
  return clean(text)?.replace(/\s/g, '').toUpperCase() ?? null
}

function findSign(indicator: string | null): bigint | null {
  if (indicator === 'CRDT') return 1n
  return indicator === 'DBIT' ? -1n : null
}

function findDecimal({ amount }: NonNullable<WireAmount>, currency: Currency): ParsedDecimal | null {
  const decimal = typeof amount === 'number' ? exactDecimal(amount) : amount
  if (typeof decimal !== 'string') return null
  try {
    return parseDecimal(decimal, currency)
  } catch {
    return null
  }
}

/**
 * A JSON number where the documents say text. Up to 15 digits come back from a float exactly as they were written (IEEE 754
 * binary64); of more, what they said is lost, and null is answered.
 */
function exactDecimal(value: number): string | null {
  const text = String(value)
  return /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= 15 ? text : null
}

/** `XXX` says "no currency" (seen in balance_after_transaction), so it names none. */
function findRealCurrency(text: string | null | undefined): Currency | null {
  const currency = findCurrency(text)
  return currency === NO_CURRENCY ? null : currency
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === ''
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}
