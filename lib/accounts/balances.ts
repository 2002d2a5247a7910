import { AVAILABLE_BALANCES, BOOKED_BALANCES, OTHER_BALANCES } from '@/lib/core/iso-20022'

export type KnownBalance = { readonly type: string; readonly currency: string; readonly amountMinor: bigint }

const ORDER = [...BOOKED_BALANCES, ...AVAILABLE_BALANCES, ...OTHER_BALANCES]

type OwnAccount = {
  readonly currency: string
  readonly pinnedType: string | null
  /** ISO code: CARD and the like. */
  readonly accountType?: string
  /** The bank lends on this account, and says how much. */
  readonly hasCreditLimit?: boolean
}

/**
 * The balance that counts: the one the person pinned, else booked before available before any other (core/iso-20022).
 * Only balances in the account's own currency can count. A credit line is no money: where the bank lends, on a card or
 * with a limit, what is available may be the line itself, and a card that only says "other: 0" says nothing (field notes
 * §2.3, §4.4). Null means not known, which is not zero; a person may pin such a balance all the same.
 */
export function chooseBalance<T extends KnownBalance>(balances: readonly T[], account: OwnAccount): T | null {
  const own = balances.filter((balance) => balance.currency === account.currency)
  const pinned = own.find(({ type }) => type === account.pinnedType)
  if (pinned) return pinned
  return own.filter((balance) => isMoney(balance, account)).sort((a, b) => rank(a) - rank(b) || (a.type < b.type ? -1 : 1))[0] ?? null
}

function isMoney({ type, amountMinor }: KnownBalance, { accountType, hasCreditLimit = false }: OwnAccount): boolean {
  const isCard = accountType === 'CARD'
  if (BOOKED_BALANCES.includes(type)) return true
  if (AVAILABLE_BALANCES.includes(type)) return !isCard && !hasCreditLimit
  return !isCard || amountMinor !== 0n
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
