import { notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { parseIsoDate } from '@/lib/core/iso-date'
import { cleanLine } from '@/lib/core/text'
import { asViewer, type Db } from '@/lib/db'
import { requireAccountLevel } from '@/lib/households/access'
import type { Viewer } from '@/lib/households/viewer'
import { moveBetweenCategories } from './move-between-categories'
import { lockAccount } from './store-lookup'

/** A person's own words for a row; what is left out stays, null takes it away and shows the bank's again. */
export type Annotation = { readonly name?: string | null; readonly note?: string | null; readonly category?: string | null }

export const NAME_LENGTH_MAX = 120
export const NOTE_LENGTH_MAX = 500

/**
 * Keeps a person's name, note or category for a row. They live beside what the bank says and a sync never touches them. Said
 * of a pending row whose booking has come meanwhile, they are kept with the booking.
 * @throws AppError not_found when the row is not theirs to see, not_allowed when they may only look
 */
export async function annotateTransaction(viewer: Viewer, transactionId: string, annotation: Annotation): Promise<void> {
  await asViewer(viewer, async (db) => {
    const row = await lockRow(db, viewer, transactionId)
    await requireAccountLevel(db, viewer, row.accountId, 'annotate')
    const { name, note, category } = annotation
    const userName = name === undefined ? row.userName : withoutBanks(cleanLine(name, NAME_LENGTH_MAX), row.name)
    const userNote = note === undefined ? row.userNote : cleanLine(note, NOTE_LENGTH_MAX)
    const userCategory = category === undefined ? row.userCategory : withoutBanks(cleanLine(category, 40), row.category)
    await db.transaction.update({
      where: { householdId_id: { householdId: viewer.householdId, id: row.id } },
      data: { userName, userNote, userCategory },
    })
    await moveMonthlyTotal(db, row, userCategory ?? row.category)
  })
}

/** The bank's own value is not an edit. */
function withoutBanks(value: string | null, banks: string | null): string | null {
  return value === banks ? null : value
}

type LockedRow = {
  id: string
  householdId: string
  accountId: string
  status: string
  amountMinor: bigint
  currency: string
  day: string
  name: string
  category: string | null
  userName: string | null
  userNote: string | null
  userCategory: string | null
}

/** Under the account's lock, so that no reading moves the row, or its words, in between. */
async function lockRow(db: Db, viewer: Viewer, transactionId: string): Promise<LockedRow> {
  if (!isUuid(transactionId)) throw notFound('transaction')
  const { householdId } = viewer
  const [asked] = await db.$queryRaw<{ accountId: string }[]>`
    SELECT t.account_id::text AS "accountId" FROM transaction t WHERE t.household_id = ${householdId}::uuid AND t.id = ${transactionId}::uuid`
  if (!asked) throw notFound('transaction')
  await lockAccount(db, { householdId, accountId: asked.accountId })
  const [row] = await db.$queryRaw<LockedRow[]>`
    WITH RECURSIVE place AS (
      SELECT t.id, t.superseded_by_id, 0 AS steps FROM transaction t
       WHERE t.household_id = ${householdId}::uuid AND t.id = ${transactionId}::uuid
      UNION ALL
      SELECT t.id, t.superseded_by_id, p.steps + 1 FROM place p
        JOIN transaction t ON t.household_id = ${householdId}::uuid AND t.id = p.superseded_by_id
       WHERE p.steps < ${STEPS_MAX}::int)
    SELECT t.id::text, t.household_id::text AS "householdId", t.account_id::text AS "accountId", t.status,
           t.amount_minor AS "amountMinor", t.currency, t.effective_date::text AS day, t.name, t.category,
           t.user_name AS "userName", t.user_note AS "userNote", t.user_category AS "userCategory"
      FROM place p JOIN transaction t ON t.household_id = ${householdId}::uuid AND t.id = p.id
     WHERE p.superseded_by_id IS NULL`
  if (!row) throw notFound('transaction')
  return row
}

/** Scheduled, pending, booked, put behind another by hand: places are few. */
const STEPS_MAX = 8

/** Months are kept by category: the row's amount goes with it. */
async function moveMonthlyTotal(db: Db, row: LockedRow, to: string | null): Promise<void> {
  const from = row.userCategory ?? row.category
  if (row.status !== 'BOOK' || from === to) return
  await moveBetweenCategories(db, { ...row, day: parseIsoDate(row.day), minor: row.amountMinor }, { from, to })
}
