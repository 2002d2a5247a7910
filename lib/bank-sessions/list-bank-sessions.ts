import { asViewer, type Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import type { BankSessionDto } from './bank-session-dto'
import { describeBankSession } from './describe-bank-session'
import { listQuotas } from './list-quotas'

/**
 * The accesses the viewer may know of: their own, and those of others through which an account they may see is read.
 * Counts and names are of visible accounts only. What brought nothing and is over is left out.
 */
export function listBankSessions(viewer: Viewer, now: Date): Promise<BankSessionDto[]> {
  return asViewer(viewer, async (db) => {
    const rows = await selectSessions(db, viewer)
    const own = rows.filter((row) => row.isMine && isLiveAt(row, now))
    const quotas = await listQuotas(db, viewer.householdId, own, now)
    return rows.map((row) => ({ ...toDto(row, now), quota: quotas.get(row.id) ?? null }))
  })
}

type SessionRow = {
  readonly id: string
  readonly bankName: string
  readonly country: string
  readonly psuType: string
  readonly bankAppId: string | null
  readonly isMine: boolean
  readonly memberName: string
  readonly status: string
  readonly createdAt: Date
  readonly authorizedAt: Date | null
  readonly validUntil: Date | null
  readonly endedAt: Date | null
  readonly endReason: string | null
  readonly endingSince: Date | null
  readonly isEvicted: boolean
  readonly hasEvicted: boolean
  readonly backgroundBlockedUntil: Date | null
  readonly backgroundBlockReason: string | null
  readonly clockSkewSeconds: number | null
  readonly readsPerDay: number
  readonly lastErrorKind: string | null
  readonly lastSyncedAt: Date | null
  readonly nextSyncAt: Date | null
  readonly isLeased: boolean
  readonly runDone: number
  readonly runAll: number
  readonly accountCount: number
  readonly shared: BankSessionDto['shared']
  readonly isDemo: boolean
}

/** Row-level security hides accounts from `visible`; the condition on choice and share is the first wall, that the second. */
function selectSessions(db: Db, { householdId, memberId }: Viewer): Promise<SessionRow[]> {
  return db.$queryRaw<SessionRow[]>`
    WITH visible AS (
      SELECT f.bank_session_id, f.state, a.id, coalesce(nullif(a.custom_name, ''), nullif(a.bank_name, ''), a.aspsp_name) AS name
        FROM account_feed f
        JOIN account a ON a.household_id = f.household_id AND a.id = f.account_id
        LEFT JOIN account_access x ON x.household_id = a.household_id AND x.account_id = a.id AND x.member_id = ${memberId}::uuid
       WHERE f.household_id = ${householdId}::uuid AND a.choice = 'kept' AND (x.holder OR a.share <> 'none'))
    SELECT s.id::text, s.aspsp_name AS "bankName", s.aspsp_country AS country, s.psu_type AS "psuType", s.bank_app_id::text AS "bankAppId",
           s.member_id = ${memberId}::uuid AS "isMine", m.name AS "memberName", s.status, s.created_at AS "createdAt",
           s.authorized_at AS "authorizedAt", s.valid_until AS "validUntil", s.ended_at AS "endedAt", s.end_reason AS "endReason",
           s.revoke_at_bank_since AS "endingSince",
           s.evicted_by_id IS NOT NULL AND s.end_reason IN ('consent_revoked', 'consent_closed') AS "isEvicted",
           s.status = 'authorized' AND EXISTS (
             SELECT FROM bank_session o WHERE o.household_id = s.household_id AND o.evicted_by_id = s.id AND o.superseded_at IS NULL
                AND o.end_reason IN ('consent_revoked', 'consent_closed')) AS "hasEvicted", s.background_blocked_until AS "backgroundBlockedUntil",
           s.background_block_reason AS "backgroundBlockReason", s.clock_skew_seconds AS "clockSkewSeconds",
           s.background_reads_per_day AS "readsPerDay",
           s.last_error_kind AS "lastErrorKind", s.last_synced_at AS "lastSyncedAt", s.next_sync_at AS "nextSyncAt",
           coalesce(s.leased_until > now(), false) AS "isLeased", coalesce(run.done, 0) AS "runDone", coalesce(run.total, 0) AS "runAll",
           coalesce(v.kept, 0) AS "accountCount", coalesce(both_ways.names, '[]'::json) AS shared,
           s.is_demo AS "isDemo"
      FROM bank_session s
      JOIN member m ON m.household_id = s.household_id AND m.id = s.member_id
      LEFT JOIN LATERAL (
        SELECT count(*)::int AS kept FROM visible
         WHERE bank_session_id = s.id AND (state <> 'ended' OR s.status <> 'authorized')) v ON true
      LEFT JOIN LATERAL (
        SELECT count(*) FILTER (WHERE ra.phase = 'done')::int AS done, count(*)::int AS total
          FROM sync_run_account ra
         WHERE ra.household_id = s.household_id AND ra.run_id = (
           SELECT r.id FROM sync_run r WHERE r.household_id = s.household_id AND r.bank_session_id = s.id ORDER BY r.started_at DESC LIMIT 1)
      ) run ON true
      LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object('name', here.name, 'with', om.name, 'isYou', om.id = ${memberId}::uuid) ORDER BY here.name) AS names
          FROM visible here
          JOIN visible there ON there.id = here.id AND there.bank_session_id <> s.id AND there.state = 'active'
          JOIN bank_session o ON o.household_id = s.household_id AND o.id = there.bank_session_id
                             AND o.status = 'authorized' AND o.superseded_at IS NULL AND o.member_id <> s.member_id
          JOIN member om ON om.household_id = o.household_id AND om.id = o.member_id
         WHERE here.bank_session_id = s.id AND here.state = 'active') both_ways ON true
     WHERE s.household_id = ${householdId}::uuid AND s.status NOT IN ('pending', 'failed') AND s.superseded_at IS NULL
       AND (v.kept > 0 OR (s.member_id = ${memberId}::uuid AND (s.status <> 'closed' OR s.revoke_at_bank_since IS NOT NULL)))
     ORDER BY (s.member_id = ${memberId}::uuid) DESC, s.aspsp_name, s.created_at`
}

const DAY_MS = 86_400_000

function isLiveAt({ status, validUntil }: SessionRow, now: Date): boolean {
  return status === 'authorized' && (validUntil === null || validUntil > now)
}

function toDto(row: SessionRow, now: Date): Omit<BankSessionDto, 'quota'> {
  const reading = row.isLeased ? { done: row.runDone, all: row.runAll } : null
  const { group, state } = describeBankSession({ ...row, reading }, now)
  const since = row.authorizedAt ?? row.createdAt
  const whole = row.validUntil === null ? 0 : row.validUntil.getTime() - since.getTime()
  const isLive = isLiveAt(row, now)
  return {
    ...{ id: row.id, bankName: row.bankName, country: row.country, psuType: row.psuType, bankAppId: row.bankAppId },
    ...{ isMine: row.isMine, memberName: row.memberName, accountCount: row.accountCount, group, state },
    since: since.toISOString(),
    until: row.validUntil?.toISOString() ?? null,
    daysLeft: isLive && row.validUntil !== null ? Math.floor((row.validUntil.getTime() - now.getTime()) / DAY_MS) : null,
    usedPart: whole > 0 ? Math.min(1, Math.max(0, (now.getTime() - since.getTime()) / whole)) : 0,
    endedAt: isLive ? null : ((row.endedAt ?? row.validUntil)?.toISOString() ?? null),
    endReason: row.endReason,
    endingSince: row.endingSince?.toISOString() ?? null,
    eviction: !row.isMine ? null : row.isEvicted ? 'evicted' : row.hasEvicted ? 'evictor' : null,
    lastReadAt: row.lastSyncedAt?.toISOString() ?? null,
    nextReadAt: isLive ? (row.nextSyncAt?.toISOString() ?? null) : null,
    canReadNow: isLive && row.isMine && row.accountCount > 0 && state.state !== 'reading',
    shared: row.shared,
    isDemo: row.isDemo,
  }
}
