import type { FetchedRow } from '@/lib/accounts/store-rows'

/** Whether the balance a bank puts beside each row runs on from row to row; some name the day's last balance on all of them. */
export type BalanceChain = {
  before: FetchedRow | null
  links: number
  breaks: number
  /** Rows that say what the row before them in the list said, with the same balance. */
  readonly repeats: Set<FetchedRow>
}

export function openBalanceChain(): BalanceChain {
  return { before: null, links: 0, breaks: 0, repeats: new Set() }
}

/**
 * Compares a row with the one before it in the list, newest or oldest first. Only rows of one day tell a running balance from
 * the day's last; a row without a balance in its own currency says nothing.
 */
export function noteBalance(chain: BalanceChain, row: FetchedRow): void {
  const { before } = chain
  chain.before = row
  const [first, second] = [before && balanceAfter(before), balanceAfter(row)]
  if (before === null || first === null || second === null || before.evidence.day !== row.evidence.day) return
  const isNewestFirst = first - before.transaction.amount.minor === second
  const isOldestFirst = second - row.transaction.amount.minor === first
  if (isNewestFirst || isOldestFirst) chain.links += 1
  else if (first === second && before.evidence.content === row.evidence.content) chain.repeats.add(row)
  else chain.breaks += 1
}

const LINKS_MIN = 3

/** Only then is a row that repeats the one before it, balance and all, that row listed twice: twins have different balances. */
export function isRunning({ links, breaks }: BalanceChain): boolean {
  return links >= LINKS_MIN && links > breaks * 4
}

/** The balance after the row, where it can tell rows apart: in the row's own currency ("XXX" is none) and after a movement. */
export function balanceAfter({ transaction: { amount, balanceAfter } }: FetchedRow): bigint | null {
  return balanceAfter && balanceAfter.currency === amount.currency && amount.minor !== 0n ? balanceAfter.minor : null
}
