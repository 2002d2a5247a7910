import { newId } from '@/lib/core/id'
import { isBooked } from '@/lib/core/iso-20022'
import type { Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { openVault } from '@/lib/vault/vault'
import type { AccountKey } from '../store-lookup'
import type { TotalChange } from '../store-rows'
import { storeTotals } from '../totals-store'
import { canSplitOff, listEvidence, nameOfPiece, type EvidencePiece } from './evidence-parts'
import type { Decided } from './merge-rows'
import { auditDecision, recordDecision } from './record-decision'
import { countRow, decideOnRow, getRow, movedOn } from './row-state'

/**
 * "They are two", of a booked row the bank once listed under another reference or in other words: that evidence goes to
 * a row of its own with the same facts, so that the next reading finds both.
 * @throws AppError not_found, not_allowed; conflict when the row has no such evidence to give up
 */
export async function splitEvidence(
  viewer: Viewer,
  { transactionId, evidence, now }: { transactionId: string; evidence: string; now: Date },
): Promise<Decided> {
  return decideOnRow(viewer, transactionId, async (db, account) => {
    const row = await getRow(db, account, transactionId)
    const pieces = await listEvidence(db, account, transactionId)
    const chosen = pieces.find((piece) => nameOfPiece(piece) === evidence)
    if (!chosen || !canSplitOff(chosen, pieces) || !isBooked(row.status) || row.state.supersededById !== null) {
      throw movedOn('the row has no such part')
    }
    const otherId = await copyRow(db, account, { from: row.id, piece: chosen, now })
    await moveEvidence(db, account, { pieces, chosen, otherId, now })
    const totals = new Map<string, TotalChange>()
    countRow(totals, await getRow(db, account, otherId), 1)
    await storeTotals(db, account, [...totals.values()])
    const decision = { kind: 'split', accountId: account.accountId, transactionId, otherId, changes: [], hasMadeOther: true, now } as const
    const decisionId = await recordDecision(db, viewer, decision)
    await auditDecision(db, viewer, decision)
    return { decisionId, keptId: transactionId }
  })
}

/** A second row with the bank's facts and none of the person's words. The details are sealed anew: a seal names its row. */
async function copyRow(
  db: Db,
  { householdId }: AccountKey,
  { from, piece, now }: { from: string; piece: EvidencePiece; now: Date },
): Promise<string> {
  const id = newId(now)
  const row = await db.transaction.findUniqueOrThrow({ where: { householdId_id: { householdId, id: from } } })
  const vault = await openVault(db, householdId)
  const place = (rowId: string) => ({ table: 'transaction', column: 'sealed_detail', rowId })
  await db.transaction.create({
    data: {
      ...row,
      ...{ id, sealedDetail: vault.seal(place(id), vault.open(place(from), row.sealedDetail)) },
      ...{ firstSeenAt: piece.seenAt, firstRunId: piece.runId, reviewReason: null, reviewOtherIds: [] },
      ...{ userName: null, userCategory: null, userNote: null },
    },
  })
  return id
}

/**
 * Gives the chosen evidence to the other row. A reference takes along what the row said in that reading, or, where it
 * always said the same, the next number of the same words: twins of one day are told apart by it.
 */
async function moveEvidence(
  db: Db,
  { householdId, accountId }: AccountKey,
  { pieces, chosen, otherId, now }: { pieces: readonly EvidencePiece[]; chosen: EvidencePiece; otherId: string; now: Date },
): Promise<void> {
  const give = ({ kind, value, occurrence }: EvidencePiece) =>
    db.transactionEvidence.update({
      where: { householdId_accountId_kind_value_occurrence: { householdId, accountId, kind, value, occurrence } },
      data: { transactionId: otherId },
    })
  await give(chosen)
  if (chosen.kind === 'c') return
  const contents = pieces.filter(({ kind }) => kind === 'c')
  const own = contents.find(({ seenAt }) => seenAt.getTime() === chosen.seenAt.getTime())
  if (own && contents.length > 1) {
    await give(own)
    return
  }
  const { value } = contents.findLast(({ seenAt }) => seenAt <= chosen.seenAt) ?? contents[0] ?? { value: null }
  if (value === null) return
  const last = await db.transactionEvidence.aggregate({ where: { householdId, accountId, kind: 'c', value }, _max: { occurrence: true } })
  const occurrence = (last._max.occurrence ?? -1) + 1
  await db.transactionEvidence.create({
    data: { householdId, accountId, kind: 'c', value, occurrence, transactionId: otherId, runId: chosen.runId, seenAt: now },
  })
}
