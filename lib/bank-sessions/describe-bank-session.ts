import { endingIn } from '@/lib/core/ending'
import type { BankGroup, BankSessionState } from './bank-session-dto'

/** What of an access decides how it is described. */
export type DescribedSession = {
  readonly isMine: boolean
  readonly status: string
  readonly validUntil: Date | null
  readonly endReason: string | null
  readonly backgroundBlockedUntil: Date | null
  readonly backgroundBlockReason: string | null
  readonly clockSkewSeconds: number | null
  readonly lastErrorKind: string | null
  readonly lastSyncedAt: Date | null
  readonly accountCount: number
  readonly reading: { readonly done: number; readonly all: number } | null
}

/** Kinds of failure after which waiting does not help: somebody must act. */
const NEEDS_SOMEBODY = new Set(['psu_action_required', 'application_rejected', 'clock_off', 'redirect_not_registered', 'no_accounts'])

/** The heading and the words for one access at `now`. What ended without the member's wish needs them; theirs alone. */
export function describeBankSession(session: DescribedSession, now: Date): { group: BankGroup; state: BankSessionState } {
  const { isMine, validUntil } = session
  if (session.status !== 'authorized' || (validUntil !== null && validUntil <= now)) {
    const isWanted = session.endReason === 'ended_by_member'
    return { group: isMine && !isWanted ? 'needs' : 'ended', state: { state: 'ended' } }
  }
  const state = stateOfLive(session, now)
  return { group: groupOf(state, isMine), state }
}

function stateOfLive(session: DescribedSession, now: Date): BankSessionState {
  const { validUntil, reading, lastErrorKind, backgroundBlockedUntil: blocked } = session
  if (session.isMine && session.accountCount === 0) return { state: 'choose' }
  if (reading) return { state: 'reading', ...reading }
  const ending = endingIn(validUntil, now)
  if (ending) return { state: 'approveAgain', ...ending }
  // A person may have read meanwhile: then it is up to date, and only the automatic reads wait.
  if (blocked !== null && blocked > now && lastErrorKind === 'rate_limited') {
    return { state: 'wait', until: blocked.toISOString(), isDaily: session.backgroundBlockReason === 'daily_limit' }
  }
  if (lastErrorKind !== null) return { state: 'failed', kind: lastErrorKind, clockSkewSeconds: session.clockSkewSeconds }
  return { state: session.lastSyncedAt === null ? 'notYet' : 'upToDate' }
}

function groupOf(state: BankSessionState, isMine: boolean): BankGroup {
  if (state.state === 'choose') return 'needs'
  if (state.state === 'approveAgain') return isMine ? 'needs' : 'working'
  if (state.state === 'failed') return isMine && NEEDS_SOMEBODY.has(state.kind) ? 'needs' : 'waiting'
  return state.state === 'wait' || state.state === 'notYet' ? 'waiting' : 'working'
}
