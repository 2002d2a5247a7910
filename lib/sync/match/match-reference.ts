import type { FetchedRow, StoredRow } from '@/lib/accounts/store-rows'
import { isBooked } from '@/lib/core/iso-20022'
import { balanceAfter, isRunning } from './balance-chain'
import { canTrust, isCovered } from './delivery'
import { daysApart, likenessOf, sideOf } from './likeness'
import { claim, isEnd, type Match, type MatchContext } from './match-claim'

/** A booked row whose day moved further than this is another row under a reused reference. */
const MOVED_DAYS_MAX = 10
/** A card payment's final sum comes at most this long after the first. */
const CORRECTED_DAYS_MAX = 12

/**
 * By the bank's reference. `isExact`: only a row whose content the kept row already has; one that says something else waits
 * for the end, when it is known whether the kept row came under another reference.
 */
export function matchReference(context: MatchContext, row: FetchedRow, { isExact }: { isExact: boolean }): Match | 'later' | null {
  const { delivery, isLast } = context
  const stored = findHolder(context, row)
  if (!stored) return null
  const { content, status, day } = row.evidence
  if (isBooked(stored.status) && !isBooked(status)) return { kind: 'ignored', row, why: 'resent' }
  if (isEnd(status) && !isLast) return 'later'
  const claimedAs = delivery.claimed.get(stored.id)
  if (claimedAs === content) return isLast ? ignoreDuplicate(context, row, stored) : 'later'
  if (day !== null && daysApart(stored.effectiveDate, day) > MOVED_DAYS_MAX) {
    delivery.trust = 'unstable'
    return null
  }
  if (claimedAs === undefined && hasContent(context, row, stored)) return keep(context, row, stored)
  if (!isLast) return 'later'
  if (isExact) return null
  if (claimedAs === undefined) return keep(context, row, stored)
  delivery.trust = 'unstable'
  return null
}

function keep(context: MatchContext, row: FetchedRow, stored: StoredRow): Match {
  context.delivery.kept += 1
  return claim(context, row, stored)
}

function findHolder({ delivery, known }: MatchContext, row: FetchedRow): StoredRow | undefined {
  const { reference, status } = row.evidence
  if (!reference || !canTrust(delivery)) return undefined
  const holders = (known.byReference.get(reference) ?? []).filter((holder) => isSameSum(row, holder))
  return holders.find((holder) => isBooked(holder.status)) ?? holders.find((holder) => mayBeOneRow(status, holder.status))
}

function isSameSum({ transaction: { amount } }: FetchedRow, { amountMinor, currency }: StoredRow): boolean {
  return amountMinor === amount.minor && currency === amount.currency
}

/**
 * A sum the bank corrected under the same reference, while both are booked or both announced: the kept row is one the list
 * lacks, of the same shop and direction. Decided last, because references handed out anew lead to rows that are listed.
 */
export function matchCorrected(context: MatchContext, row: FetchedRow): Match | 'later' | null {
  const { delivery, known, isLast } = context
  const { reference, status, day } = row.evidence
  if (!reference || !canTrust(delivery) || isEnd(status)) return null
  const stored = (known.byReference.get(reference) ?? []).find((holder) => {
    const isSameState = isBooked(status) ? isBooked(holder.status) : mayBeOneRow(status, holder.status) && !isBooked(holder.status)
    return isSameState && !holder.isSuperseded && !delivery.claimed.has(holder.id) && !isSameSum(row, holder)
  })
  if (!stored) return null
  if (!isLast) return 'later'
  const isGone = !isBooked(status) || isCovered(delivery, stored.effectiveDate)
  const isNear = day !== null && daysApart(stored.effectiveDate, day) <= CORRECTED_DAYS_MAX
  const isSameWay = row.transaction.amount.minor < 0n === stored.amountMinor < 0n && row.transaction.amount.currency === stored.currency
  return isGone && isNear && isSameWay && isLikely(row, stored) ? keep(context, row, stored) : null
}

function isLikely(row: FetchedRow, stored: StoredRow): boolean {
  return !['unlike', 'contradicts'].includes(likenessOf(sideOf(row), stored))
}

/** A pending row never turns into its booking: the booking supersedes it. Rows of unknown status stand for themselves. */
function mayBeOneRow(sent: StoredRow['status'], kept: StoredRow['status']): boolean {
  if (sent === 'BOOK' || sent === 'OTHR') return kept === 'OTHR'
  return kept !== 'OTHR'
}

function hasContent({ known }: MatchContext, { evidence }: FetchedRow, stored: StoredRow): boolean {
  const isCurrent = evidence.day === null || stored.effectiveDate === evidence.day
  return isCurrent && (known.byContent.get(evidence.content) ?? []).some(({ id }) => id === stored.id)
}

/** The same row again, or a twin under a reference that stands for many: balances that run on tell which. */
function ignoreDuplicate({ delivery }: MatchContext, row: FetchedRow, stored: StoredRow): Match | null {
  const balance = balanceAfter(row)
  const isTwin =
    balance !== null && stored.balanceAfterMinor !== null && balance !== stored.balanceAfterMinor && isRunning(delivery.balances)
  if (!isTwin) return { kind: 'ignored', row, why: 'duplicate' }
  delivery.trust = 'unstable'
  return null
}

/** Twins keep a shifted number's content by chance, so that some rows seem to hold even then. */
const KEPT_PER_MOVED = 10
/** So many rows that moved at once, each found by its reference alone, prove references that stay. */
const MOVED_FOR_TRUST = 5
/** Where rows move, that many of the same shop and sum may cross beside each that moves alone. */
const CONTESTED_PER_MOVED = 3

/**
 * References handed out anew from the top name another row each: a kept row is then wanted by one row under its reference
 * and by another for what it says, or it is one the list does not reach. A few of these among many that hold are rows that
 * moved, and so they are among many that moved where nothing else can be meant: a number shifted to another row does not
 * keep its sum. Otherwise the references are not believed any more.
 */
export function distrustContested(context: MatchContext, rows: readonly FetchedRow[]): void {
  const { delivery } = context
  if (!canTrust(delivery)) return
  const { contested, strayed, moved, renamed } = weighReferences(context, rows)
  if (moved >= MOVED_FOR_TRUST && contested + strayed + renamed === 0) delivery.trust = 'stable'
  const against = delivery.trust === 'stable' ? contested : contested + strayed
  const isOutweighed = against * KEPT_PER_MOVED > delivery.kept + moved * CONTESTED_PER_MOVED * KEPT_PER_MOVED
  const isRenumbered = renamed > 0 && contested + strayed > 0 && contested + strayed + renamed > moved * CONTESTED_PER_MOVED
  if (isOutweighed || isRenumbered) delivery.trust = 'unstable'
}

type Weighed = {
  /** Rows whose reference and whose words lead to different kept rows, or to one that another row's words lead to. */
  contested: number
  /** Rows whose reference leads before the days of the list. */
  strayed: number
  /** Rows of another day or other words than the kept row of the same shop their reference leads to, and nothing else does. */
  moved: number
  /** Rows that a kept row says the same as, under another reference. */
  renamed: number
}

function weighReferences(context: MatchContext, rows: readonly FetchedRow[]): Weighed {
  const { delivery, known } = context
  const isFree = (stored: StoredRow) => !delivery.claimed.has(stored.id)
  const contentOf = (row: FetchedRow) => (known.byContent.get(row.evidence.content) ?? []).filter(isFree)
  const wanted = new Map<string, FetchedRow>()
  for (const row of rows) for (const stored of contentOf(row)) wanted.set(stored.id, row)
  const weighed = { contested: 0, strayed: 0, moved: 0, renamed: 0 }
  for (const row of rows) {
    const stored = findHolder(context, row)
    if (!stored && row.evidence.reference !== null && contentOf(row).length > 0) weighed.renamed += 1
    if (!stored || !isFree(stored) || hasContent(context, row, stored)) continue
    const other = wanted.get(stored.id)
    if ((other !== undefined && other !== row) || contentOf(row).some((one) => one !== stored)) weighed.contested += 1
    else if (stored.effectiveDate !== row.evidence.day && !isCovered(delivery, stored.effectiveDate)) weighed.strayed += 1
    else if (isLikely(row, stored)) weighed.moved += 1
  }
  return weighed
}
