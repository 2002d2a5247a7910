import type { AccountRow } from '@/lib/accounts/list-accounts'
import { NEWEST_FIRST } from '@/lib/accounts/transaction-conditions'
import { toTransactionDto, transactionColumns, type TransactionRow } from '@/lib/accounts/list-transactions'
import type { TransactionDto } from '@/lib/accounts/transaction'
import { Prisma, type Db, type DbViewer } from '@/lib/db'
import type { Attention } from './overview'

const LATEST = 10
const APPROVE_AGAIN_DAYS = 14
const DAY_MS = 86_400_000

type OwnSession = {
  id: string
  bankName: string
  status: string
  validUntil: string | null
  endedAt: string | null
  isReading: boolean
}

type NewsRow = {
  latest: (Omit<TransactionRow, 'amountMinor'> & { amountMinor: string })[] | null
  sessions: OwnSession[] | null
  review: number
}

export type News = { readonly latest: readonly TransactionDto[]; readonly attention: readonly Attention[] }

/** The newest rows and what waits for the member: one statement, which touches no more than the ten newest transactions. */
export async function readNews(
  db: Db,
  viewer: DbViewer,
  { visible, listed, now }: { visible: readonly AccountRow[]; listed: readonly AccountRow[]; now: Date },
): Promise<News> {
  const listedIds = listed.map((account) => account.id)
  const visibleIds = visible.map((account) => account.id)
  const [row] = await db.$queryRaw<NewsRow[]>`
    SELECT (SELECT json_agg(to_jsonb(n) || jsonb_build_object('amountMinor', n."amountMinor"::text)) FROM (
              SELECT ${transactionColumns(visible)} FROM transaction t
               WHERE t.household_id = ${viewer.householdId}::uuid AND t.account_id = ANY (${listedIds}::uuid[])
                 AND t.superseded_by_id IS NULL AND t.status IN ('BOOK', 'PDNG', 'HOLD')
               ${NEWEST_FIRST} LIMIT ${LATEST}) n) AS latest,
           (${ownSessions(viewer, now)}) AS sessions,
           (SELECT count(*)::int FROM transaction t
             WHERE t.household_id = ${viewer.householdId}::uuid AND t.account_id = ANY (${visibleIds}::uuid[])
               AND t.review_reason IS NOT NULL AND t.superseded_by_id IS NULL) AS review`
  const latest = (row?.latest ?? []).map((one) => toTransactionDto({ ...one, amountMinor: BigInt(one.amountMinor) }))
  return { latest, attention: [...(row?.sessions ?? []).flatMap((session) => attentionTo(session, now)), ...review(row?.review ?? 0)] }
}

/** The member's own accesses that say something: about to end, ended and not renewed, begun and not finished, being read. */
function ownSessions(viewer: DbViewer, now: Date): Prisma.Sql {
  const soon = new Date(now.getTime() + APPROVE_AGAIN_DAYS * DAY_MS)
  return Prisma.sql`
    SELECT json_agg(json_build_object('id', s.id, 'bankName', s.aspsp_name, 'status', s.status, 'validUntil', s.valid_until,
             'endedAt', s.ended_at, 'isReading', coalesce(s.leased_until > ${now}, false)) ORDER BY s.valid_until NULLS LAST, s.id)
      FROM bank_session s
     WHERE s.household_id = ${viewer.householdId}::uuid AND s.member_id = ${viewer.memberId}::uuid AND s.superseded_at IS NULL
       AND (s.status IN ('expired', 'revoked') OR s.leased_until > ${now} OR (s.status = 'authorized' AND s.valid_until < ${soon}))
       AND NOT EXISTS (SELECT FROM bank_session r
                        WHERE r.household_id = s.household_id AND r.supersedes_id = s.id AND r.status = 'authorized')`
}

function attentionTo(session: OwnSession, now: Date): Attention[] {
  const about = { bankSessionId: session.id, bankName: session.bankName }
  const left = session.validUntil === null ? null : Date.parse(session.validUntil) - now.getTime()
  if (session.status !== 'authorized' || (left !== null && left <= 0)) {
    return [{ kind: 'ended', ...about, at: session.endedAt ?? session.validUntil }]
  }
  const ends: Attention[] =
    left !== null && left < APPROVE_AGAIN_DAYS * DAY_MS ? [{ kind: 'ends', ...about, days: Math.floor(left / DAY_MS) }] : []
  return session.isReading ? [...ends, { kind: 'reading', ...about }] : ends
}

function review(count: number): Attention[] {
  return count > 0 ? [{ kind: 'review', count }] : []
}
