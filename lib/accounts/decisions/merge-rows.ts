import { AppError } from '@/lib/core/errors'
import { isBooked, isPending } from '@/lib/core/iso-20022'
import type { Viewer } from '@/lib/households/viewer'
import { auditDecision, recordDecision } from './record-decision'
import { decideOnRow, getRow, movedOn, writeStates, type DecidedRow, type RowChange, type RowState } from './row-state'

/** What a decision about two rows came to: the row that stays, and the decision to undo. */
export type Decided = { readonly decisionId: string; readonly keptId: string }

/**
 * "They are the same": one of the two stays, the other is kept behind it with its evidence, so that a bank sending it
 * again says nothing new. A person's words for the other go on where the kept one has none.
 * @throws AppError not_found, not_allowed; invalid_input for rows that cannot be one; conflict when one is hidden already
 */
export async function mergeRows(
  viewer: Viewer,
  { transactionId, otherId, now }: { transactionId: string; otherId: string; now: Date },
): Promise<Decided> {
  return decideOnRow(viewer, transactionId, async (db, account) => {
    const rows = [await getRow(db, account, transactionId), await getRow(db, account, otherId)] as const
    const { kept, other } = chooseKept(...rows)
    requireMergeable(kept, other)
    const changes = mergeChanges(kept, other)
    await writeStates(db, account, changes)
    const decision = { kind: 'merge', accountId: account.accountId, transactionId: kept.id, otherId: other.id, changes, now } as const
    const decisionId = await recordDecision(db, viewer, decision)
    await auditDecision(db, viewer, decision)
    return { decisionId, keptId: kept.id }
  })
}

/** What is booked stays before what was announced; of two alike the newer, which says what the bank says now. */
export function chooseKept(a: DecidedRow, b: DecidedRow): { kept: DecidedRow; other: DecidedRow } {
  const order = rank(a) - rank(b) || b.firstSeenAt.getTime() - a.firstSeenAt.getTime() || (a.id > b.id ? -1 : 1)
  return order <= 0 ? { kept: a, other: b } : { kept: b, other: a }
}

function rank({ status }: DecidedRow): number {
  if (isBooked(status)) return 0
  if (GONE.includes(status)) return 3
  return isPending(status) ? 1 : 2
}

const GONE = ['CNCL', 'RJCT']

/**
 * A row the bank lists no more can go behind another, not stay before one. Money that came and money that went are never one
 * payment, and neither are two currencies once both are booked.
 */
export function requireMergeable(kept: DecidedRow, other: DecidedRow): void {
  if (kept.id === other.id) throw new AppError('invalid_input')
  if (kept.state.supersededById !== null || other.state.supersededById !== null) throw movedOn('a row stands behind another')
  if (GONE.includes(kept.status)) throw movedOn('the row is over')
  const isOpposite = kept.amountMinor < 0n !== other.amountMinor < 0n
  if (isOpposite || (isBooked(other.status) && kept.currency !== other.currency)) throw new AppError('invalid_input')
}

export function mergeChanges(kept: DecidedRow, other: DecidedRow): RowChange[] {
  return [
    { row: kept, to: { ...settled(kept.state, [other.id]), ...wordsOf(kept.state, other.state) } },
    {
      row: other,
      to: { ...other.state, reviewReason: null, reviewOtherIds: [], supersededById: kept.id, supersededBecause: 'by_hand' },
    },
  ]
}

/** A row's state once the question about these others is answered. */
export function settled(state: RowState, otherIds: readonly string[]): RowState {
  const reviewOtherIds = state.reviewOtherIds.filter((id) => !otherIds.includes(id))
  return { ...state, reviewOtherIds, reviewReason: reviewOtherIds.length > 0 ? state.reviewReason : null }
}

function wordsOf(kept: RowState, other: RowState): Pick<RowState, 'userName' | 'userCategory' | 'userNote'> {
  return {
    userName: kept.userName ?? other.userName,
    userCategory: kept.userCategory ?? other.userCategory,
    userNote: kept.userNote ?? other.userNote,
  }
}
