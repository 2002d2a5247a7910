import type { BankGroup, BankSessionState } from './bank-session-dto'

/** What of an access decides how it is described. */
export type DescribedSession = {
  readonly isMine: boolean
  readonly status: string
  readonly validUntil: Date | null
  readonly endReason: string | null
  readonly backgroundBlockedUntil: Date | null
  readonly lastErrorKind: string | null
  readonly lastSyncedAt: Date | null
  readonly accountCount: number
  readonly reading: { readonly done: number; readonly all: number } | null
}

/** Two weeks before an access ends it is time to say so. */
const APPROVE_AGAIN_DAYS = 14
const DAY_MS = 86_400_000

/** Kinds of failure after which waiting does not help: somebody must act. */
const NEEDS_SOMEBODY = new Set(['psu_action_required', 'application_rejected', 'redirect_not_registered', 'no_accounts'])

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
  const days = validUntil === null ? null : Math.floor((validUntil.getTime() - now.getTime()) / DAY_MS)
  if (days !== null && days <= APPROVE_AGAIN_DAYS) return { state: 'approveAgain', days }
  if (blocked !== null && blocked > now) return { state: 'wait', until: blocked.toISOString() }
  if (lastErrorKind !== null) return { state: 'failed', kind: lastErrorKind }
  return { state: session.lastSyncedAt === null ? 'notYet' : 'upToDate' }
}

function groupOf(state: BankSessionState, isMine: boolean): BankGroup {
  if (state.state === 'choose') return 'needs'
  if (state.state === 'approveAgain') return isMine ? 'needs' : 'working'
  if (state.state === 'failed') return isMine && NEEDS_SOMEBODY.has(state.kind) ? 'needs' : 'waiting'
  return state.state === 'wait' || state.state === 'notYet' ? 'waiting' : 'working'
}
