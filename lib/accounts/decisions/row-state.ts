import { AppError, notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { parseIsoDate } from '@/lib/core/iso-date'
import { isBooked } from '@/lib/core/iso-20022'
import { asViewer, type Db } from '@/lib/db'
import { requireAccountLevel } from '@/lib/households/access'
import type { Viewer } from '@/lib/households/viewer'
import { lockAccount, type AccountKey } from '../store-lookup'
import type { TotalChange } from '../store-rows'
import { addToTotals } from '../totals'
import { storeTotals } from '../totals-store'

/** What a decision about a row may change of it; the bank's facts are never touched. */
export type RowState = {
  readonly supersededById: string | null
  readonly supersededBecause: string | null
  readonly reviewReason: string | null
  readonly reviewOtherIds: readonly string[]
  readonly userName: string | null
  readonly userCategory: string | null
  readonly userNote: string | null
}

export type DecidedRow = {
  readonly id: string
  readonly status: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly day: string
  readonly category: string | null
  readonly firstSeenAt: Date
  readonly state: RowState
}

export type RowChange = { readonly row: DecidedRow; readonly to: RowState }

/**
 * Work on rows of one account, found through one of them, by somebody who may annotate it, under the account's lock: no
 * reading can write between what is looked at here and what is decided.
 * @throws AppError not_found when the row is not theirs to see, not_allowed when they may only look
 */
export async function decideOnRow<T>(viewer: Viewer, rowId: string, work: (db: Db, account: AccountKey) => Promise<T>): Promise<T> {
  if (!isUuid(rowId)) throw notFound('transaction')
  return asViewer(viewer, async (db) => {
    const key = { householdId_id: { householdId: viewer.householdId, id: rowId } }
    const row = await db.transaction.findUnique({ where: key, select: { accountId: true } })
    if (!row) throw notFound('transaction')
    await requireAccountLevel(db, viewer, row.accountId, 'annotate')
    const account = { householdId: viewer.householdId, accountId: row.accountId }
    await lockAccount(db, account)
    return work(db, account)
  })
}

/** The rows of this account among the ids; call under the account's lock. */
export async function readRows(db: Db, { householdId, accountId }: AccountKey, ids: readonly string[]): Promise<Map<string, DecidedRow>> {
  const rows = await db.transaction.findMany({ where: { householdId, accountId, id: { in: [...ids] } } })
  return new Map(
    rows.map(({ id, status, amountMinor, currency, effectiveDate, category, firstSeenAt, ...row }): [string, DecidedRow] => [
      id,
      { id, status, amountMinor, currency, day: effectiveDate.toISOString().slice(0, 10), category, firstSeenAt, state: stateOf(row) },
    ]),
  )
}

/**
 * One row of this account.
 * @throws AppError not_found
 */
export async function getRow(db: Db, account: AccountKey, id: string): Promise<DecidedRow> {
  const row = isUuid(id) ? (await readRows(db, account, [id])).get(id) : undefined
  if (!row) throw notFound('transaction')
  return row
}

/** Writes what was decided, and what it does to the totals of days and months. */
export async function writeStates(db: Db, account: AccountKey, changes: readonly RowChange[]): Promise<void> {
  const totals = new Map<string, TotalChange>()
  for (const { row, to } of changes) {
    await db.transaction.update({
      where: { householdId_id: { householdId: account.householdId, id: row.id } },
      data: { ...to, reviewOtherIds: [...to.reviewOtherIds] },
    })
    countRow(totals, row, -1)
    countRow(totals, { ...row, state: to }, 1)
  }
  await storeTotals(db, account, [...totals.values()].filter(isChange))
}

/** Adds a row to the totals or takes it away, if it counts at all. */
export function countRow(
  totals: Map<string, TotalChange>,
  { status, state, amountMinor, currency, day, category }: DecidedRow,
  times: 1 | -1,
): void {
  if (!isBooked(status) || state.supersededById !== null) return
  addToTotals(totals, { day: parseIsoDate(day), category: state.userCategory ?? category, currency, minor: amountMinor }, times)
}

/** A refusal because somebody or a reading was here in between. */
export function movedOn(what: string): AppError {
  return new AppError('conflict', what)
}

function isChange({ inMinor, outMinor, count }: TotalChange): boolean {
  return inMinor !== 0n || outMinor !== 0n || count !== 0
}

function stateOf(row: RowState): RowState {
  const { supersededById, supersededBecause, reviewReason, reviewOtherIds, userName, userCategory, userNote } = row
  return { supersededById, supersededBecause, reviewReason, reviewOtherIds, userName, userCategory, userNote }
}
