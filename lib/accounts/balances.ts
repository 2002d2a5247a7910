import { AVAILABLE_BALANCES, BOOKED_BALANCES, OTHER_BALANCES } from '@/lib/core/iso-20022'

export type KnownBalance = { readonly type: string; readonly currency: string; readonly amountMinor: bigint }

const ORDER = [...BOOKED_BALANCES, ...AVAILABLE_BALANCES, ...OTHER_BALANCES]

/**
 * The balance that counts: the one the person pinned, else booked before available before any other (core/iso-20022).
 * Only balances in the account's own currency can count; null means not known, which is not zero. A credit limit is
 * never added.
 */
export function chooseBalance<T extends KnownBalance>(
  balances: readonly T[],
  { currency, pinnedType }: { currency: string; pinnedType: string | null },
): T | null {
  const own = balances.filter((balance) => balance.currency === currency)
  return own.find(({ type }) => type === pinnedType) ?? [...own].sort((a, b) => rank(a) - rank(b) || (a.type < b.type ? -1 : 1))[0] ?? null
}

/** The currency of an account whose bank names none, when all its balances agree on one. */
export function currencyOfBalances(balances: readonly KnownBalance[]): string | null {
  const currencies = new Set(balances.map(({ currency }) => currency).filter((currency) => currency !== 'XXX'))
  const [only] = currencies
  return currencies.size === 1 && only !== undefined ? only : null
}

function rank({ type }: KnownBalance): number {
  const at = ORDER.indexOf(type)
  return at < 0 ? ORDER.length : at
}
