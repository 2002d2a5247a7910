import { notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { asViewer, Prisma } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import type { CallDto, CallsPage } from './bank-health-dto'
import { getOwnBankSession } from './get-own-bank-session'

export type CallsQuery = {
  /** Of one own access; of all own ones when left out. */
  readonly bankSessionId?: string
  readonly onlyFailed: boolean
  /** `next` of the page before; anything else begins at the newest. */
  readonly before: string | null
}

export const CALLS_PER_PAGE = 50

/** Operations banks count as reading when no person is there. */
const COUNTED = ['transactions', 'pending', 'balances']

/** Calls of the viewer's own accesses, newest first. @throws AppError `not_found` for an access that is not theirs */
export async function listCalls(viewer: Viewer, { bankSessionId, onlyFailed, before }: CallsQuery): Promise<CallsPage> {
  const { householdId, memberId } = viewer
  const rows = await asViewer(viewer, async (db) => {
    if (bankSessionId !== undefined) {
      if (!isUuid(bankSessionId)) throw notFound('bank session')
      await getOwnBankSession(db, viewer, bankSessionId)
    }
    const ofOne = bankSessionId === undefined ? Prisma.empty : Prisma.sql`AND c.bank_session_id = ${bankSessionId}::uuid`
    const failed = onlyFailed ? Prisma.sql`AND c.outcome <> 'ok'` : Prisma.empty
    const older = before !== null && isUuid(before) ? olderThan(householdId, before) : Prisma.empty
    return db.$queryRaw<CallRow[]>`
      SELECT c.id::text, c.at, s.aspsp_name AS "bankName", coalesce(nullif(a.custom_name, ''), nullif(a.bank_name, ''), a.aspsp_name) AS "accountName",
             c.operation, c.purpose, c.psu_present AS "psuPresent",
             NOT EXISTS (SELECT FROM bank_call e
                          WHERE e.household_id = c.household_id AND e.bank_session_id = c.bank_session_id AND e.run_id = c.run_id
                            AND e.account_id = c.account_id AND e.operation = c.operation AND e.outcome = 'ok'
                            AND e.at BETWEEN c.at - interval '1 day' AND c.at AND (e.at, e.id) < (c.at, c.id)) AS "isFirst", c.duration_ms AS "durationMs", c.outcome, c.bank_code AS "bankCode"
        FROM bank_session s
        JOIN bank_call c ON c.household_id = s.household_id AND c.bank_session_id = s.id
        LEFT JOIN account a ON a.household_id = c.household_id AND a.id = c.account_id
       WHERE s.household_id = ${householdId}::uuid AND s.member_id = ${memberId}::uuid ${ofOne} ${failed} ${older}
       ORDER BY c.at DESC, c.id DESC
       LIMIT ${CALLS_PER_PAGE + 1}`
  })
  const calls = rows.slice(0, CALLS_PER_PAGE).map(toDto)
  return { calls, next: rows.length > CALLS_PER_PAGE ? (calls.at(-1)?.id ?? null) : null }
}

type CallRow = Omit<CallDto, 'at' | 'isCounted'> & { readonly at: Date; readonly isFirst: boolean }

function olderThan(householdId: string, id: string): Prisma.Sql {
  return Prisma.sql`AND (c.at, c.id) < (SELECT b.at, b.id FROM bank_call b WHERE b.household_id = ${householdId}::uuid AND b.id = ${id}::uuid)`
}

/** A list of many pages is one reading, and what was refused is none. */
function toDto({ isFirst, ...row }: CallRow): CallDto {
  const isCounted = !row.psuPresent && isFirst && row.outcome === 'ok' && COUNTED.includes(row.operation)
  return { ...row, at: row.at.toISOString(), isCounted }
}
