import { createHash } from 'node:crypto'
import type { FakeBank } from './fake-bank-api'
import { HOSTILE_STRINGS } from './hostile-strings'

const COUNTRIES = ['FI', 'SE', 'NO'] as const

/** A bank's name comes back byte for byte, so halves of characters and NUL make it unusable and the bank is left out of the list. */
const USABLE_NAMES = HOSTILE_STRINGS.filter((text) => !/[\0\uD800-\uDFFF]/u.test(text) && text.trim() !== '')

export const HOSTILE_BANK_NAMES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  COUNTRIES.map((country, nth) => [country, USABLE_NAMES.filter((_, index) => index % COUNTRIES.length === nth)]),
)

/** Every text of the interface is one of the corpus, and every text of the corpus stands in every field. */
export function hostileBank(): FakeBank {
  const accounts = HOSTILE_STRINGS.map((_, index) => accountOf(index))
  const rows = HOSTILE_STRINGS.flatMap((_, index) => [transactionOf(index, 'DBIT'), transactionOf(index, 'CRDT')])
  return {
    countries: COUNTRIES,
    aspsps: Object.entries(HOSTILE_BANK_NAMES).flatMap(([country, names]) => names.map((name, index) => aspspOf(country, name, index))),
    accounts,
    transactionsOf: (uid) => (uid === accounts[0]?.uid ? rows : []),
    balancesOf: () => [{ name: textAt(7), balance_type: 'CLBD', balance_amount: { currency: 'EUR', amount: '100.00' } }],
  }
}

/** The texts one after another, from another place for every field. */
function textAt(index: number): string {
  return HOSTILE_STRINGS[index % HOSTILE_STRINGS.length] ?? ''
}

function aspspOf(country: string, name: string, index: number) {
  const credential = (nth: number) => ({
    name: `field${nth}`,
    title: textAt(index + nth),
    description: textAt(index + nth + 10),
    required: false,
    template: textAt(index + nth + 20),
  })
  const method = (nth: number) => ({
    name: `method${nth}`,
    title: textAt(index + nth),
    psu_type: 'personal',
    approach: 'REDIRECT',
    hidden_method: false,
    credentials: [credential(nth), credential(nth + 1)],
  })
  return {
    name,
    country,
    logo: textAt(index),
    bic: textAt(index + 30),
    group: { name: textAt(index + 40), logo: textAt(index + 41) },
    beta: true,
    psu_types: ['personal', 'business'],
    auth_methods: [method(50), method(60)],
    maximum_consent_validity: 90 * 86_400,
    required_psu_headers: [],
    sandbox: { users: [{ username: textAt(index + 70), password: textAt(index + 71), otp: textAt(index + 72) }] },
  }
}

function accountOf(index: number) {
  const hash = createHash('sha256').update(`account ${index}`).digest('base64')
  return {
    uid: uuidOf(`account ${index}`),
    identification_hash: hash,
    identification_hashes: [hash],
    account_id: { other: { identification: textAt(index + 5), scheme_name: textAt(index + 6) } },
    account_servicer: { bic_fi: textAt(index + 7), name: textAt(index + 8) },
    name: textAt(index + 9),
    details: textAt(index),
    product: textAt(index + 11),
    usage: textAt(index + 12),
    cash_account_type: index % 2 === 0 ? 'CACC' : textAt(index + 13),
    currency: 'EUR',
  }
}

function transactionOf(index: number, direction: 'DBIT' | 'CRDT') {
  const party = (offset: number) => ({
    name: textAt(index + offset),
    postal_address: { address_line: [textAt(index + offset + 1)], country: textAt(index + offset + 2) },
  })
  const account = (offset: number) => ({ other: { identification: textAt(index + offset), scheme_name: textAt(index + offset + 1) } })
  const day = new Date(Date.now() - (index + 2) * 86_400_000).toISOString().slice(0, 10)
  return {
    entry_reference: `${index} ${direction} ${textAt(index + 3)}`,
    transaction_id: textAt(index + 4),
    merchant_category_code: textAt(index + 5),
    transaction_amount: { currency: 'EUR', amount: `${index + 1}.10` },
    credit_debit_indicator: direction,
    status: 'BOOK',
    booking_date: day,
    value_date: day,
    creditor: party(0),
    creditor_account: account(20),
    debtor: party(0),
    debtor_account: account(30),
    bank_transaction_code: { description: textAt(index + 40), code: textAt(index + 41), sub_code: textAt(index + 42) },
    reference_number: textAt(index + 50),
    remittance_information: [textAt(index + 60), textAt(index + 61)],
    exchange_rate: { unit_currency: 'USD', exchange_rate: textAt(index + 70), instructed_amount: { currency: 'USD', amount: '1.00' } },
    note: textAt(index + 80),
  }
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
