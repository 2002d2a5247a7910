import type { FetchedRow, StoredRow } from '@/lib/accounts/store-rows'
import { isBooked, isPending } from '@/lib/core/iso-20022'
import { balanceAfter, isRunning } from './balance-chain'
import { canTrust } from './delivery'
import { claim, isEnd, type Match, type MatchContext } from './match-claim'

/**
 * By what the row says: amount, day, other side and words. `isCurrent`: only rows kept under the day they had last; a row that
 * was moved away from this day is taken at the end, when no other has it.
 */
export function matchContent(context: MatchContext, row: FetchedRow, { isCurrent }: { isCurrent: boolean }): Match | 'later' | null {
  const { known, isLast } = context
  const { content, status } = row.evidence
  if (isEnd(status) && !isLast) return 'later'
  const all = known.byContent.get(content)
  const found = all && matchAmong(context, row, { all, isCurrent })
  if (found) return found
  if (isCurrent) return null
  if (isEnd(status)) return { kind: 'ignored', row, why: 'nothing_to_end' }
  if (context.delivery.balances.repeats.has(row) && row.evidence.reference === null) return isLast ? ignoreIfRunning(context, row) : 'later'
  return isResent(context, row) ? { kind: 'ignored', row, why: 'resent' } : null
}

type Among = { readonly all: readonly StoredRow[]; readonly isCurrent: boolean }

function matchAmong(context: MatchContext, row: FetchedRow, { all, isCurrent }: Among): Match | 'later' | null {
  const { delivery, isLast } = context
  const { day } = row.evidence
  const free = all.filter((stored) => !delivery.claimed.has(stored.id))
  if (free.length > 1) free.sort(byLikelihood(row))
  const isReferenced = (stored: StoredRow) => canTrust(delivery) && stored.hasReference
  const isAtDay = (stored: StoredRow) => day === null || stored.effectiveDate === day
  const sure = free.find((stored) => !isReferenced(stored) && isAtDay(stored) && (isLast || !hasOtherBalance(row, stored)))
  if (sure) return claim(context, row, sure)
  const likely = isCurrent ? free.find(isAtDay) : free[0]
  if (!likely) return null
  return isLast ? claimChanged(context, row, likely) : 'later'
}

function claimChanged(context: MatchContext, row: FetchedRow, stored: StoredRow): Match {
  // An announcement like one whose booking came is as likely the next of its kind: it tells nothing about references.
  const isTelling = row.evidence.reference !== null && canTrust(context.delivery) && stored.hasReference && !stored.isSuperseded
  if (isTelling) context.delivery.changed += 1
  return claim(context, row, stored)
}

/** Of twins the one with this balance, then the one without any; rows a person put behind another come last. */
function byLikelihood(row: FetchedRow) {
  const weight = (stored: StoredRow) => Number(stored.isSuperseded) * 2 + Number(hasOtherBalance(row, stored))
  return (a: StoredRow, b: StoredRow) => weight(a) - weight(b)
}

function hasOtherBalance(row: FetchedRow, stored: StoredRow): boolean {
  const balance = balanceAfter(row)
  return balance !== null && stored.balanceAfterMinor !== null && stored.balanceAfterMinor !== balance
}

/** A page that begins with the last row of the one before. */
function ignoreIfRunning({ delivery }: MatchContext, row: FetchedRow): Match | null {
  return isRunning(delivery.balances) ? { kind: 'ignored', row, why: 'duplicate' } : null
}

/** A pending row that is already in the books under the same day and words; each booking stands for one. */
function isResent({ known, delivery }: MatchContext, row: FetchedRow): boolean {
  if (!isPending(row.evidence.status)) return false
  const booked = (known.byContent.get(row.evidence.bookedContent) ?? []).filter(
    (stored) => isBooked(stored.status) && !(canTrust(delivery) && row.evidence.reference && stored.hasReference),
  )
  return booked.length > (known.byContent.get(row.evidence.content) ?? []).length
}
