import { z } from 'zod'
import { newId } from '@/lib/core/id'
import type { Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import type { Viewer } from '@/lib/households/viewer'
import type { DecisionKind } from './review'
import type { RowChange } from './row-state'

const state = z.object({
  supersededById: z.string().nullable(),
  supersededBecause: z.string().nullable(),
  reviewReason: z.string().nullable(),
  reviewOtherIds: z.array(z.string()),
  userName: z.string().nullable(),
  userCategory: z.string().nullable(),
  userNote: z.string().nullable(),
})

const before = z.object({
  rows: z.array(z.object({ id: z.string(), from: state, to: state })).catch([]),
  /** The other row was made by this decision, and takes its leave when it is undone. */
  hasMadeOther: z.boolean().catch(false),
  /** The decision this one was taken with: one answer about several rows is undone as one. */
  partOf: z.string().nullable().catch(null),
})

/** What undoing a decision needs. */
export type DecisionBefore = z.infer<typeof before>

export function parseBefore(json: unknown): DecisionBefore {
  return before.parse(json)
}

export type NewDecision = {
  readonly kind: DecisionKind
  readonly accountId: string
  readonly transactionId: string
  readonly otherId: string
  readonly changes: readonly RowChange[]
  readonly hasMadeOther?: boolean
  readonly partOf?: string | null
  readonly now: Date
}

/** Keeps a decision for every later reading and for undoing it. Answers its id. */
export async function recordDecision(db: Db, viewer: Viewer, decision: NewDecision): Promise<string> {
  const { kind, accountId, transactionId, otherId, changes, hasMadeOther = false, partOf = null, now } = decision
  const id = newId(now)
  const rows = changes.map(({ row, to }) => ({ id: row.id, from: row.state, to }))
  await db.matchDecision.create({
    data: {
      ...{ householdId: viewer.householdId, id, accountId, kind, transactionId, otherId, memberId: viewer.memberId, decidedAt: now },
      before: { rows, hasMadeOther, partOf },
    },
  })
  return id
}

/** The audit line of a decision; the last statement of its transaction. */
export async function auditDecision(
  db: Db,
  viewer: Viewer,
  { kind, transactionId, now }: { kind: DecisionKind | 'undo'; transactionId: string; now: Date },
): Promise<void> {
  const { householdId, memberId } = viewer
  await recordAudit(db, { householdId, memberId, kind: 'rows_decided', subjectId: transactionId, facts: { decision: kind }, now })
}
