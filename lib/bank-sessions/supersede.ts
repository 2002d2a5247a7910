import { carryFeeds } from '@/lib/accounts/carry-feeds'
import { endFeeds } from '@/lib/accounts/keep-accounts'
import { markUnshared } from '@/lib/accounts/unshared'
import type { Db } from '@/lib/db'
import { queueEndAtBank } from './end-access-at-bank'

/** An access just given, and which one the member meant to renew with it. */
export type NewAccess = {
  readonly householdId: string
  readonly memberId: string
  readonly bankSessionId: string
  readonly renewsId: string | null
  readonly now: Date
}

export type Superseded = { readonly count: number; readonly isRenewal: boolean; readonly unshared: number }

type Candidate = {
  readonly id: string
  readonly isLive: boolean
  readonly endReason: string | null
  readonly hasCredentials: boolean
  /** Ended by the member, and the bank does not know yet. */
  readonly isBeingEnded: boolean
  /** Accounts it brings, those of them the new access brings as well; the same of the ones that are kept. */
  readonly offered: number
  readonly offeredAgain: number
  readonly kept: number
  readonly keptAgain: number
}

/**
 * The new access takes over from the member's older ones at the same bank, as far as it brings their accounts: nothing is
 * read through those any more, what they knew goes on, and accounts nobody brings now are marked. The old accesses are
 * ended at the bank too, later, when the new one has been read. Whoever is reading one just now loses its lease.
 * A renewal that was approved with another login brings none of the accounts: then everything stays as it was.
 */
export async function supersedeOlder(db: Db, access: NewAccess): Promise<Superseded> {
  const { householdId, bankSessionId, now } = access
  const renewed = (await listCandidates(db, access)).filter((candidate) => isTakenOver(candidate, access))
  const renewedIds = renewed.map(({ id }) => id)
  const supersedesId = renewedIds.find((id) => id === access.renewsId) ?? renewedIds.at(-1) ?? null
  await db.bankSession.update({ where: { householdId_id: { householdId, id: bankSessionId } }, data: { supersedesId } })
  if (renewed.length === 0) return { count: 0, isRenewal: false, unshared: 0 }
  await carryFeeds(db, { householdId, bankSessionId, renewedIds })
  for (const old of renewed) await retire(db, access, old)
  const unshared = await markUnshared(db, { householdId, renewedIds, now })
  const isRenewal = renewed.some(({ id, endReason }) => id === access.renewsId || endReason !== 'ended_by_member')
  return { count: renewed.length, isRenewal, unshared }
}

/** Asked for by name or over already: any account in common. Alive and not asked for: only when nothing it reads would be lost. */
function isTakenOver(old: Candidate, { renewsId }: NewAccess): boolean {
  if (old.id === renewsId) return old.offeredAgain > 0 || old.offered === 0
  return old.offeredAgain > 0 && (!old.isLive || old.keptAgain === old.kept)
}

async function retire(db: Db, { householdId, now }: NewAccess, { id, isLive, hasCredentials, isBeingEnded }: Candidate): Promise<void> {
  const mustEnd = isLive && hasCredentials
  await db.bankSession.updateMany({
    where: { householdId, id },
    data: {
      ...{ supersededAt: now, nextSyncAt: null, leasedUntil: null, leaseToken: { increment: 1 } },
      ...(mustEnd ? { revokeAtBankSince: now } : !isBeingEnded && { sealedCredentials: null }),
    },
  })
  await endFeeds(db, { householdId, bankSessionId: id })
  if (mustEnd) await queueEndAtBank(db, { householdId, bankSessionId: id, runAt: new Date(now.getTime() + NEW_ONE_FIRST_MS) })
}

/** Time for the new access to show that it works. */
const NEW_ONE_FIRST_MS = 10 * 60_000

/** The member's own accesses to the same bank, as the same kind of customer, that are or were of use. */
function listCandidates(db: Db, { householdId, memberId, bankSessionId, renewsId, now }: NewAccess): Promise<Candidate[]> {
  return db.$queryRaw<Candidate[]>`
    SELECT old.id::text, old.status = 'authorized' AND coalesce(old.valid_until > ${now}::timestamptz, true) AS "isLive",
           old.end_reason AS "endReason", old.sealed_credentials IS NOT NULL AS "hasCredentials",
           old.revoke_at_bank_since IS NOT NULL AS "isBeingEnded",
           count(f.id)::int AS offered, count(again.id)::int AS "offeredAgain",
           count(f.id) FILTER (WHERE a.choice = 'kept' AND f.state <> 'ended')::int AS kept,
           count(again.id) FILTER (WHERE a.choice = 'kept' AND f.state <> 'ended')::int AS "keptAgain"
      FROM bank_session new
      JOIN bank_session old ON old.household_id = new.household_id AND old.member_id = new.member_id AND old.id <> new.id
                           AND old.aspsp_name = new.aspsp_name AND old.aspsp_country = new.aspsp_country
                           AND (old.psu_type = new.psu_type OR old.id = ${renewsId}::uuid)
      LEFT JOIN account_feed f ON f.household_id = old.household_id AND f.bank_session_id = old.id
      LEFT JOIN account a ON a.household_id = f.household_id AND a.id = f.account_id
      LEFT JOIN account_feed again ON again.household_id = f.household_id AND again.account_id = f.account_id
                                  AND again.bank_session_id = new.id
     WHERE new.household_id = ${householdId}::uuid AND new.id = ${bankSessionId}::uuid AND new.member_id = ${memberId}::uuid
       AND old.superseded_at IS NULL AND old.status IN ('authorized', 'expired', 'revoked', 'closed')
     GROUP BY old.household_id, old.id
     ORDER BY old.created_at, old.id`
}
