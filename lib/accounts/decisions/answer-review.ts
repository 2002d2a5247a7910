import { AppError } from '@/lib/core/errors'
import type { Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import type { AccountKey } from '../store-lookup'
import { chooseKept, mergeChanges, requireMergeable, settled, type Decided } from './merge-rows'
import { listOthers } from './question-others'
import { auditDecision, recordDecision, type NewDecision } from './record-decision'
import { decideOnRow, getRow, movedOn, readRows, writeStates, type DecidedRow, type RowChange, type RowState } from './row-state'
import { freed } from './split-row'

/**
 * Answers the question a row raises: it is the same as one of the others, or (null) all are right as rows of their own.
 * The rest of the others stand for themselves. One answer may be several decisions; they are undone together.
 * @throws AppError not_found, not_allowed; conflict when the question was answered already
 */
export async function answerReview(
  viewer: Viewer,
  { transactionId, sameAs, now }: { transactionId: string; sameAs: string | null; now: Date },
): Promise<Decided> {
  return decideOnRow(viewer, transactionId, async (db, account) => {
    const row = await getRow(db, account, transactionId)
    if (row.state.reviewReason === null || row.state.supersededById !== null) throw movedOn('the question was answered already')
    const others = await readOthers(db, account, row)
    const chosen = sameAs === null ? null : others.find(({ id }) => id === sameAs)
    if (chosen === undefined) throw movedOn('the rows have moved on')
    const answers = chosen ? [sameRow(row, chosen), ...others.filter(({ id }) => id !== sameAs).map((other) => apart(row, other))] : []
    const all = chosen ? answers : others.length > 0 ? others.map((other) => apart(row, other)) : [alone(row)]
    return decide(db, viewer, account, { asked: row, others, answers: all, now })
  })
}

/** One other row's part in the answer. */
type Answer = Pick<NewDecision, 'kind' | 'transactionId' | 'otherId'> & { readonly changes: readonly RowChange[] }

async function readOthers(db: Db, account: AccountKey, row: DecidedRow): Promise<DecidedRow[]> {
  const ids = await listOthers(db, account, [row.id])
  return [...(await readRows(db, account, ids.get(row.id) ?? [])).values()]
}

function sameRow(row: DecidedRow, other: DecidedRow): Answer {
  // What the matcher took for the same already is confirmed.
  if (other.state.supersededById === row.id) {
    const changes = [{ row: other, to: { ...other.state, supersededBecause: 'by_hand' } }]
    return { kind: 'merge', transactionId: row.id, otherId: other.id, changes }
  }
  const { kept, other: behind } = chooseKept(row, other)
  requireMergeable(kept, behind)
  return { kind: 'merge', transactionId: kept.id, otherId: behind.id, changes: mergeChanges(kept, behind) }
}

function apart(row: DecidedRow, other: DecidedRow): Answer {
  const isBehind = other.state.supersededById === row.id
  const changes = [{ row: other, to: isBehind ? freed(other) : other.state }]
  return { kind: isBehind ? 'split' : 'keep', transactionId: row.id, otherId: other.id, changes }
}

/** A question about no other row that is still there: the row is right as it is. */
function alone(row: DecidedRow): Answer {
  return { kind: 'keep', transactionId: row.id, otherId: row.id, changes: [] }
}

type Whole = { readonly asked: DecidedRow; readonly others: readonly DecidedRow[]; readonly answers: readonly Answer[]; readonly now: Date }

/** Writes each row once, with the question settled on both sides, and one decision for each of the others. */
async function decide(db: Db, viewer: Viewer, account: AccountKey, { asked, others, answers, now }: Whole): Promise<Decided> {
  const states = new Map<string, RowState>([asked, ...others].map((row) => [row.id, row.state]))
  for (const { row, to } of answers.flatMap(({ changes }) => changes)) states.set(row.id, to)
  const changes = [asked, ...others].map((row): RowChange => {
    const about = row.id === asked.id ? others.map(({ id }) => id) : [asked.id]
    const to = states.get(row.id) ?? row.state
    return { row, to: row.id === asked.id ? { ...settled(to, about), reviewReason: null } : settled(to, about) }
  })
  await writeStates(db, account, changes)
  const [first, ...rest] = answers
  if (!first) throw new AppError('conflict')
  const shared = { accountId: account.accountId, now }
  const decisionId = await recordDecision(db, viewer, { ...shared, ...first, changes })
  for (const answer of rest) await recordDecision(db, viewer, { ...shared, ...answer, changes: [], partOf: decisionId })
  await auditDecision(db, viewer, { kind: first.kind, transactionId: asked.id, now })
  return { decisionId, keptId: first.transactionId }
}
