import { isAsked } from '@/lib/accounts/count-to-review'
import { asksToCount, nameOfAccount, type AccountRow } from '@/lib/accounts/list-accounts'
import { NEWEST_FIRST } from '@/lib/accounts/transaction-conditions'
import { toTransactionDto, transactionColumns, type TransactionRow } from '@/lib/accounts/list-transactions'
import type { TransactionDto } from '@/lib/accounts/transaction'
import { endingBefore, endingIn } from '@/lib/core/ending'
import { Prisma, type Db, type DbViewer } from '@/lib/db'
import type { Attention } from './overview'

const LATEST = 10

type OwnSession = {
  id: string
  bankName: string
  status: string
  validUntil: string | null
  endedAt: string | null
  isReading: boolean
  isEvicted: boolean
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
             WHERE t.household_id = ${viewer.householdId}::uuid AND t.account_id = ANY (${visibleIds}::uuid[]) AND ${isAsked}) AS review`
  const latest = (row?.latest ?? []).map((one) => toTransactionDto({ ...one, amountMinor: BigInt(one.amountMinor) }))
  const banks = (row?.sessions ?? []).flatMap((session) => attentionTo(session, now))
  return { latest, attention: [...banks, ...unshared(visible), ...review(row?.review ?? 0)] }
}

/** The member's own accesses that say something: about to end, ended and not renewed, begun and not finished, being read. */
function ownSessions(viewer: DbViewer, now: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT json_agg(json_build_object('id', s.id, 'bankName', s.aspsp_name, 'status', s.status, 'validUntil', s.valid_until,
             'endedAt', s.ended_at, 'isReading', coalesce(s.leased_until > ${now}, false),
             'isEvicted', s.evicted_by_id IS NOT NULL) ORDER BY s.valid_until NULLS LAST, s.id)
      FROM bank_session s
     WHERE s.household_id = ${viewer.householdId}::uuid AND s.member_id = ${viewer.memberId}::uuid AND s.superseded_at IS NULL
       AND (s.status IN ('expired', 'revoked') OR (s.status = 'closed' AND s.end_reason = 'consent_closed') OR s.leased_until > ${now} OR (s.status = 'authorized' AND s.valid_until < ${endingBefore(now)}))`
}

function attentionTo(session: OwnSession, now: Date): Attention[] {
  const about = { bankSessionId: session.id, bankName: session.bankName }
  const until = session.validUntil === null ? null : new Date(session.validUntil)
  if (session.status !== 'authorized' || (until !== null && until <= now)) {
    return [{ kind: 'ended', ...about, at: session.endedAt ?? session.validUntil, isEvicted: session.isEvicted }]
  }
  const ending = endingIn(until, now)
  const ends: Attention[] = ending ? [{ kind: 'ends', ...about, ...ending }] : []
  return session.isReading ? [...ends, { kind: 'reading', ...about }] : ends
}

/** Accounts the bank no longer shares and of which the member has not said whether they go on counting. */
function unshared(visible: readonly AccountRow[]): Attention[] {
  return visible
    .filter(asksToCount)
    .map((account) => ({ kind: 'unshared', accountId: account.id, name: nameOfAccount(account), bankName: account.aspspName }))
}

function review(count: number): Attention[] {
  return count > 0 ? [{ kind: 'review', count }] : []
}
