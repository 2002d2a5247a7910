import { randomFor } from '../random'
import { identificationHashes, type Account } from './account'
import type { Bank } from './bank'
import { makeIban } from './iban'
import type { Person } from './person'

export type NewAccount = {
  readonly bank: Bank
  /** Unique within the bank. */
  readonly name: string
  readonly owners: readonly Person[]
  readonly product: string
  readonly type?: Account['type']
  readonly currency?: string
  readonly details?: string
  readonly openingMinor?: bigint
  readonly creditLimitMinor?: bigint
  readonly usage?: Account['usage']
  readonly blocked?: boolean
  /** The IBAN of another account this is a currency pocket of; give the first pocket `'new'`. */
  readonly pocketOf?: Account | 'new'
  /** Only the national number, as at some Nordic banks. */
  readonly withoutIban?: boolean
}

/** Gives an account its numbers: the same ones for the same seed. */
export function openAccount(seed: string, options: NewAccount): Account {
  const { bank, name, owners, pocketOf } = options
  const type = options.type ?? 'CACC'
  const key = `${bank.slug}/${name}`
  const random = randomFor(seed, 'account', key)
  const numbers = type === 'CARD' ? null : pocketOf && pocketOf !== 'new' ? pocketOf : makeIban(bank.country, bankLetters(bank), random)
  const identity = {
    bank,
    iban: options.withoutIban ? null : (numbers?.iban ?? null),
    bban: options.withoutIban || bank.country === 'SE' || bank.country === 'NO' ? (numbers?.bban ?? null) : null,
    maskedCard: type === 'CARD' ? `4${random.digits(5)}******${random.digits(4)}` : null,
    currency: options.currency ?? bank.currency,
    pocket: pocketOf !== undefined,
  }
  return {
    key,
    ...identity,
    owners,
    type,
    usage: options.usage ?? 'PRIV',
    product: options.product,
    details: options.details ?? null,
    creditLimitMinor: options.creditLimitMinor ?? null,
    blocked: options.blocked ?? false,
    openingMinor: options.openingMinor ?? 0n,
    mirrors: null,
    hashes: identificationHashes(identity),
  }
}

/** What stands for the bank in a number with letters. */
export function bankLetters(bank: Bank): string {
  return (bank.bic ?? bank.slug.replace(/[^a-z]/g, '').slice(3)).slice(0, 4).toUpperCase()
}
