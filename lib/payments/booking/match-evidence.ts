import { normaliseText } from '@/lib/accounts/evidence'
import { daysBetween } from '@/lib/core/iso-date'
import type { Money } from '@/lib/core/money'
import type { BookedDebit, ExpectedDebit, ExpectedTotal } from './expected-debit'

/** The form of our end-to-end ids (lib/payments/seal-order), so that one of another payment is known for what it is. */
const OWN_ID = /S[0-9A-F]{30}/g

export type Refused = (pair: { readonly paymentId: string; readonly transactionId: string }) => boolean

/** Whether the debit may be this one as far as account, amount, day and what it says of the other side go. */
export function fits(expected: ExpectedDebit, debit: BookedDebit): boolean {
  return (
    expected.accountId === debit.accountId &&
    isAmountOf(expected.amount, debit) &&
    isSeenSince(expected, debit) &&
    expected.from <= debit.day &&
    debit.day <= expected.until &&
    !contradicts(expected, debit)
  )
}

/** What was on the account already when an order was given is an older payment, however much it looks like this one. */
export function isSeenSince({ sentAt }: Pick<ExpectedTotal, 'sentAt'>, { seenAt }: BookedDebit): boolean {
  return seenAt >= sentAt
}

export function isAmountOf(amount: Money, debit: Pick<BookedDebit, 'amount' | 'instructed'>): boolean {
  return isSame(amount, debit.amount) || (debit.instructed !== null && isSame(amount, debit.instructed))
}

/** Our own id, wherever the bank puts it and however it breaks the line. */
export function carriesId({ endToEndId }: ExpectedDebit, { text }: BookedDebit): boolean {
  return text.includes(squeezedId(endToEndId))
}

/** Paid with a reference: the bank's own field for it, or somewhere in the text when it is long enough to be no accident. */
export function carriesReference({ reference }: ExpectedDebit, debit: BookedDebit): boolean {
  if (reference === null) return false
  return isSameReference(reference, debit.reference) || (reference.length >= REFERENCE_LENGTH_MIN && debit.text.includes(reference))
}

export function carriesMessage({ message }: ExpectedDebit, { text }: BookedDebit): boolean {
  return message !== null && text.includes(message)
}

export function hasSameAccount({ counterpartyIndex }: ExpectedDebit, debit: BookedDebit): boolean {
  return counterpartyIndex !== null && counterpartyIndex === debit.counterpartyIndex
}

/** The bank names an id or a reference that is not ours: then only a person can say that it is ours all the same. */
export function isTracedElsewhere(expected: ExpectedDebit, debit: BookedDebit): boolean {
  const { endToEndId } = debit
  if (expected.reference !== null && debit.reference !== null && !carriesReference(expected, debit)) return true
  return !expected.isByHand && endToEndId !== null && endToEndId !== squeezedId(expected.endToEndId)
}

/** Worth asking a person about, when nothing says more: the payee's account, a like name, or nothing said on the very days. */
export function isLike(expected: ExpectedDebit, debit: BookedDebit): boolean {
  if (hasSameAccount(expected, debit) || carriesReference(expected, debit) || isLikeName(expected.name, debit.name)) return true
  return debit.counterpartyIndex === null && Math.abs(daysBetween(expected.day, debit.day)) <= NEAR_DAYS
}

const REFERENCE_LENGTH_MIN = 6
const NEAR_DAYS = 3
const NAME_PART_MIN = 3

function contradicts(expected: ExpectedDebit, debit: BookedDebit): boolean {
  const { counterpartyIndex } = expected
  if (counterpartyIndex !== null && debit.counterpartyIndex !== null && counterpartyIndex !== debit.counterpartyIndex) return true
  const own = debit.text.match(OWN_ID)
  return own !== null && !own.includes(squeezedId(expected.endToEndId))
}

function isSame(a: Money, b: Money): boolean {
  return a.minor === b.minor && a.currency === b.currency
}

function isSameReference(a: string, b: string | null): boolean {
  return b !== null && a.replace(/^0+/, '') === b.replace(/^0+/, '')
}

function isLikeName(a: string, b: string): boolean {
  const parts = new Set(partsOf(a))
  return partsOf(b).some((part) => parts.has(part))
}

function partsOf(name: string): string[] {
  return normaliseText(name)
    .split(' ')
    .filter((part) => part.length >= NAME_PART_MIN)
}

function squeezedId(endToEndId: string): string {
  return endToEndId.replace(/[^0-9A-Za-z]/g, '').toUpperCase()
}
