import { notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import type { Viewer } from '@/lib/households/viewer'
import type { Decided } from './merge-rows'
import { auditDecision, recordDecision } from './record-decision'
import { decideOnRow, getRow, movedOn, writeStates, type DecidedRow, type RowState } from './row-state'
import { listSuperseded } from './superseded-rows'

/**
 * "They are two": a row that had gone behind another one stands for itself again.
 * @throws AppError not_found, not_allowed; conflict when it is not behind that row any more
 */
export async function splitRow(
  viewer: Viewer,
  { transactionId, otherId, now }: { transactionId: string; otherId: string; now: Date },
): Promise<Decided> {
  if (!isUuid(otherId)) throw notFound('transaction')
  return decideOnRow(viewer, transactionId, async (db, account) => {
    await getRow(db, account, transactionId)
    const other = await getRow(db, account, otherId)
    const behind = await listSuperseded(db, account, transactionId)
    if (!behind.some(({ id }) => id === otherId)) throw movedOn('the row stands for itself already')
    const changes = [{ row: other, to: freed(other) }]
    await writeStates(db, account, changes)
    const decision = { kind: 'split', accountId: account.accountId, transactionId, otherId, changes, now } as const
    const decisionId = await recordDecision(db, viewer, decision)
    await auditDecision(db, viewer, decision)
    return { decisionId, keptId: transactionId }
  })
}

/** A row's state once nothing stands in its place any more. */
export function freed({ state }: DecidedRow): RowState {
  return { ...state, supersededById: null, supersededBecause: null }
}
