import { IBAN_INDEX } from '@/lib/accounts/blind-index'
import type { AccountNumber } from '@/lib/banking/payment-port'
import { findIban, lastFour } from '@/lib/core/iban'
import type { Vault } from '@/lib/vault/vault'
import { canonicalAccount } from './check/canonical-account'

/** Blind index of a payee's account, whatever its scheme: `payee.account_index` and `payment_line.creditor_index`. */
export function indexAccount(vault: Vault, account: AccountNumber): string {
  const { scheme, identification } = canonicalAccount(account)
  return vault.blindIndex('payee-account', `${scheme} ${identification}`)
}

/** The same as a booked row carries of its other side (`transaction.counterparty_index`); null when it is no IBAN. */
export function indexCounterparty(vault: Vault, account: AccountNumber): string | null {
  const iban = account.scheme === 'IBAN' ? findIban(account.identification) : null
  return iban && vault.blindIndex(IBAN_INDEX, iban)
}

/** "FI …1836", "BGNR …9912": enough to tell accounts apart in a list. */
export function hintOf(account: AccountNumber): string {
  const { scheme, identification } = canonicalAccount(account)
  return `${scheme === 'IBAN' ? identification.slice(0, 2) : scheme} …${lastFour(identification)}`
}
