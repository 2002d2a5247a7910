import { endingIn } from '@/lib/core/ending'
import type { FeedState } from './account'
import type { FeedRow } from './list-accounts'

/** The worst of one bank's accounts is what its heading says; an end matters more than a wait. */
const WEIGHT: Record<FeedState['state'], number> = { ended: 4, approveAgain: 3, reading: 2, wait: 1, upToDate: 0 }

/** Whether this access still brings numbers at `now`. */
export function isLive(feed: FeedRow, now: Date): boolean {
  const ended = feed.validUntil !== null && Date.parse(feed.validUntil) <= now.getTime()
  return feed.status === 'authorized' && !feed.superseded && feed.feedState === 'active' && !ended
}

export function stateOfFeed(feed: FeedRow, now: Date): FeedState {
  if (!isLive(feed, now)) return { state: 'ended', at: feed.endedAt ?? feed.validUntil }
  if (feed.isReading) return { state: 'reading' }
  const ending = feed.validUntil === null ? null : endingIn(new Date(feed.validUntil), now)
  if (feed.validUntil !== null && ending) return { state: 'approveAgain', days: ending.days, until: feed.validUntil }
  if (feed.blockedUntil !== null) return { state: 'wait', until: feed.blockedUntil }
  return { state: 'upToDate' }
}

/**
 * An account with several accesses is as well read as its best one, but a member's own access that is about to end
 * is theirs to renew and is said first. An account without any access is not said to be anything: null.
 */
export function stateOfAccount(feeds: readonly FeedRow[], memberId: string, now: Date): FeedState | null {
  const current = feeds.filter((feed) => !feed.superseded)
  if (current.length === 0) return null
  const own = current.filter((feed) => feed.memberId === memberId).map((feed) => stateOfFeed(feed, now))
  const urgent = own.find((state) => state.state === 'approveAgain')
  return urgent ?? best(current.map((feed) => stateOfFeed(feed, now)))
}

export function worstState(states: readonly (FeedState | null)[]): FeedState | null {
  const known = states.filter((state) => state !== null)
  return known.reduce<FeedState | null>(
    (worst, state) => (worst === null || WEIGHT[state.state] > WEIGHT[worst.state] ? state : worst),
    null,
  )
}

function best(states: readonly FeedState[]): FeedState | null {
  return states.reduce<FeedState | null>(
    (found, state) => (found === null || WEIGHT[state.state] < WEIGHT[found.state] ? state : found),
    null,
  )
}
