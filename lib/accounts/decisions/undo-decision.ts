import { notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { asViewer, type Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import type { AccountKey } from '../store-lookup'
import type { TotalChange } from '../store-rows'
import { storeTotals } from '../totals-store'
import { auditDecision, parseBefore, type DecisionBefore } from './record-decision'
import { countRow, decideOnRow, getRow, movedOn, readRows, writeStates, type RowChange, type RowState } from './row-state'

/**
 * Takes a decision back, with what was decided in the same answer. What the person or a reading has changed since stays;
 * what stands where is put back exactly.
 * @throws AppError not_found, not_allowed; conflict when it was undone before or the rows have moved on
 */
export async function undoDecision(viewer: Viewer, { decisionId, now }: { decisionId: string; now: Date }): Promise<void> {
  const { transactionId } = await findDecision(viewer, decisionId)
  await decideOnRow(viewer, transactionId, async (db, account) => {
    const decisions = await listStanding(db, account, decisionId)
    if (!decisions.some(({ id }) => id === decisionId)) throw movedOn('the decision is undone already')
    await db.matchDecision.updateMany({
      where: { householdId: account.householdId, id: { in: decisions.map(({ id }) => id) } },
      data: { undoneAt: now },
    })
    await putBack(db, account, decisions)
    for (const made of decisions.filter(({ before }) => before.hasMadeOther)) await takeBack(db, account, made)
    await auditDecision(db, viewer, { kind: 'undo', transactionId, now })
  })
}

async function findDecision(viewer: Viewer, id: string): Promise<{ transactionId: string }> {
  if (!isUuid(id)) throw notFound('decision')
  const where = { householdId_id: { householdId: viewer.householdId, id } }
  const decision = await asViewer(viewer, (db) => db.matchDecision.findUnique({ where, select: { transactionId: true } }))
  if (!decision) throw notFound('decision')
  return decision
}

type Standing = { id: string; kind: string; transactionId: string; otherId: string; before: DecisionBefore }

/** The decision and those taken with it, as far as they hold. */
async function listStanding(db: Db, { householdId, accountId }: AccountKey, id: string): Promise<Standing[]> {
  const rows = await db.matchDecision.findMany({
    where: { householdId, accountId, undoneAt: null, OR: [{ id }, { before: { path: ['partOf'], equals: id } }] },
  })
  return rows.map(({ before, ...row }) => ({ ...row, before: parseBefore(before) }))
}

async function putBack(db: Db, account: AccountKey, decisions: readonly Standing[]): Promise<void> {
  const decided = decisions.flatMap(({ before }) => before.rows)
  const joined = new Set(decisions.flatMap(({ kind, transactionId, otherId }) => (kind === 'keep' ? [] : [transactionId, otherId])))
  const rows = await readRows(
    db,
    account,
    decided.map(({ id }) => id),
  )
  const changes = decided.flatMap(({ id, from, to }): RowChange[] => {
    const row = rows.get(id)
    const isAsLeft = row?.state.supersededById === to.supersededById
    if (joined.has(id) && !isAsLeft) throw movedOn('a row has moved on')
    return row && isAsLeft ? [{ row, to: restored(row.state, { from, to }) }] : []
  })
  await writeStates(db, account, changes)
}

/** Each part goes back unless somebody has changed it since. */
function restored(now: RowState, { from, to }: { from: RowState; to: RowState }): RowState {
  const isAskedAsLeft = now.reviewReason === to.reviewReason && String(now.reviewOtherIds) === String(to.reviewOtherIds)
  const word = (key: 'userName' | 'userCategory' | 'userNote') => (now[key] === to[key] ? from[key] : now[key])
  const { supersededById, supersededBecause } = from
  const { reviewReason, reviewOtherIds } = isAskedAsLeft ? from : now
  const words = { userName: word('userName'), userCategory: word('userCategory'), userNote: word('userNote') }
  return { supersededById, supersededBecause, reviewReason, reviewOtherIds, ...words }
}

/** A row that a decision made goes, and all its evidence with it back to where it came from, unless something hangs on it by now. */
async function takeBack(db: Db, account: AccountKey, { transactionId, otherId }: Standing): Promise<void> {
  const { householdId, accountId } = account
  const [row, origin] = [await getRow(db, account, otherId), await getRow(db, account, transactionId)]
  const hangsOnIt = await db.transaction.count({ where: { householdId, accountId, supersededById: otherId } })
  const decisions = await db.matchDecision.count({
    where: { householdId, accountId, undoneAt: null, OR: [{ transactionId: otherId }, { otherId }] },
  })
  const { userName, userCategory, userNote, supersededById } = row.state
  const isTouched = [userName, userCategory, userNote, supersededById, origin.state.supersededById].some((value) => value !== null)
  if (hangsOnIt > 0 || decisions > 0 || isTouched) throw movedOn('something hangs on the row by now')
  await db.transactionEvidence.updateMany({ where: { householdId, accountId, transactionId: otherId }, data: { transactionId } })
  const totals = new Map<string, TotalChange>()
  countRow(totals, row, -1)
  await storeTotals(db, account, [...totals.values()])
  await db.transaction.delete({ where: { householdId_id: { householdId, id: otherId } } })
  await forgetRow(db, account, otherId)
}

/** Nobody is asked about a row that is gone. */
async function forgetRow(db: Db, { householdId, accountId }: AccountKey, id: string): Promise<void> {
  await db.$executeRaw`
    UPDATE transaction SET review_other_ids = array_remove(review_other_ids, ${id}::uuid),
           review_reason = CASE WHEN cardinality(array_remove(review_other_ids, ${id}::uuid)) > 0 THEN review_reason END
     WHERE household_id = ${householdId}::uuid AND account_id = ${accountId}::uuid AND review_reason IS NOT NULL
       AND ${id}::uuid = ANY (review_other_ids)`
}
