import type { World } from '../world'
import { randomFor } from '../random'
import { looksLikeIban } from './looks-like-iban'
import type { PaymentInstruction } from '../state'

/** The payee's bank's answer to "is this account theirs?", as the law calls it: Verification of Payee. */
export type NameCheck = { readonly answer: 'match' | 'close-match' | 'no-match' | 'not-possible'; readonly holder: string | null }

/** Accounts of this world are compared by name; of any other the answer follows from its number. */
export function checkName(world: World, { creditorAccount, creditorName, currency }: PaymentInstruction): NameCheck {
  const account = world.findAccountByIban(creditorAccount, currency)
  if (!looksLikeIban(creditorAccount) || creditorName === null) return { answer: 'not-possible', holder: null }
  if (!account)
    return randomFor('name-check', creditorAccount).chance(0.2)
      ? { answer: 'not-possible', holder: null }
      : { answer: 'match', holder: null }
  const asked = wordsOf(creditorName)
  const holders = account.owners.map(({ name }) => name)
  if (holders.some((holder) => wordsOf(holder).join(' ') === asked.join(' '))) return { answer: 'match', holder: null }
  const close = holders.find((holder) => wordsOf(holder).some((word) => asked.includes(word)))
  return close ? { answer: 'close-match', holder: close } : { answer: 'no-match', holder: null }
}

export function nameCheckWords({ answer, holder }: NameCheck): string {
  switch (answer) {
    case 'match':
      return 'Match: the name belongs to this account.'
    case 'close-match':
      return `Close match: the account belongs to ${holder ?? 'somebody of a similar name'}.`
    case 'no-match':
      return 'No match: the account belongs to somebody else.'
    case 'not-possible':
      return 'The name could not be checked.'
  }
}

function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
}
