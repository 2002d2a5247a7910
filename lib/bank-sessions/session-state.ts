import type { BankErrorKind } from '@/lib/banking/errors'
import type { Db } from '@/lib/db'
import { noteEviction } from './eviction'
import { callsToJson, type CallRow } from './record-call'

/** The right to read one bank session. Every batch proves with its token that nobody took the session over meanwhile. */
export type Lease = { readonly householdId: string; readonly bankSessionId: string; readonly token: bigint }

/** The session was taken over or ended: whoever still holds the old token writes nothing. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'
}

/**
 * Short, so that what a killed process left is taken up within a minute. A living one renews it with every batch and, while a
 * bank takes its time, by its pulse (lib/sync/run).
 */
export const LEASE_MS = 30_000
export const PULSE_MS = 8_000

/** What a run needs to know of an access before it begins. */
export type LockedSession = {
  readonly memberId: string
  readonly bankAppId: string | null
  readonly status: string
  readonly isSuperseded: boolean
  readonly sealedCredentials: string | null
  readonly requiredPsuHeaders: readonly string[]
  readonly validUntil: Date | null
  readonly leasedUntil: Date | null
  readonly backgroundBlockedUntil: Date | null
  readonly interactiveBlockedUntil: Date | null
  readonly readsPerDay: number
  readonly lastSyncedAt: Date | null
  readonly failuresInRow: number
  readonly timeZone: string
}

type SessionKey = { readonly householdId: string; readonly bankSessionId: string }

/** Enters the household, reads an access and keeps all others who would lease it waiting until the transaction is over. */
export async function lockSession(db: Db, { householdId, bankSessionId }: SessionKey): Promise<LockedSession | null> {
  const [row] = await db.$queryRaw<LockedSession[]>`
    SELECT member_id::text AS "memberId", bank_app_id::text AS "bankAppId", status, superseded AS "isSuperseded",
           sealed_credentials AS "sealedCredentials", required_psu_headers AS "requiredPsuHeaders", valid_until AS "validUntil",
           leased_until AS "leasedUntil", background_blocked_until AS "backgroundBlockedUntil",
           interactive_blocked_until AS "interactiveBlockedUntil", reads_per_day AS "readsPerDay", last_synced_at AS "lastSyncedAt",
           failures_in_row AS "failuresInRow", time_zone AS "timeZone"
      FROM saldo_lock_session(${householdId}::uuid, ${bankSessionId}::uuid)`
  return row ?? null
}

/** Calls made since the last batch, to be written down with it. */
type Proof = { readonly now: Date; readonly calls: readonly CallRow[] }

/**
 * Enters the household and proves the lease in the transaction that is about to write, and holds off a take-over until it commits.
 * @throws LeaseLostError
 */
export async function holdLease(db: Db, { householdId, bankSessionId, token }: Lease, { now, calls }: Proof): Promise<void> {
  const renewBefore = new Date(now.getTime() + LEASE_MS - PULSE_MS)
  const [row] = await db.$queryRaw<{ held: boolean }[]>`
    SELECT saldo_hold_lease(${householdId}::uuid, ${bankSessionId}::uuid, ${token}::bigint, ${renewBefore}::timestamptz,
                            ${leaseEnd(now)}::timestamptz, ${callsToJson(calls)}::jsonb) AS held`
  if (!row?.held) throw new LeaseLostError()
}

/** Says that the one who holds the lease still lives. Does nothing once it is lost. */
export async function keepLease(db: Db, { householdId, bankSessionId, token }: Lease, now: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE bank_session SET leased_until = ${leaseEnd(now)}::timestamptz
     WHERE household_id = ${householdId}::uuid AND id = ${bankSessionId}::uuid AND lease_token = ${token} AND leased_until IS NOT NULL`
}

/** Why the bank wants to be left alone: the day's number is used up, or it asks for a pause. */
export type BlockReason = 'daily_limit' | 'asked_to_wait'

/** How one run left the session. */
export type SessionOutcome = {
  readonly now: Date
  /** True only when every account that can be read was read to the end. */
  readonly isSynced: boolean
  readonly errorKind: BankErrorKind | 'unexpected' | null
  readonly clockSkewSeconds: number | null
  readonly failuresInRow: number
  readonly readsPerDay: number
  readonly nextSyncAt: Date | null
  /** Not to be read before then: without a person, or even with one. Other blocks stay as they are. */
  readonly block: { readonly until: Date; readonly reason: BlockReason; readonly psuPresent: boolean } | null
}

/** Writes the outcome and gives the lease back. Does nothing once the lease is lost. */
export async function recordSyncOutcome(db: Db, lease: Lease, outcome: SessionOutcome): Promise<void> {
  const { householdId, bankSessionId, token } = lease
  const { now, isSynced, errorKind, clockSkewSeconds, failuresInRow, readsPerDay, nextSyncAt, block } = outcome
  const [background, interactive] = block ? (block.psuPresent ? [null, block] : [block, null]) : [null, null]
  await db.$executeRaw`
    UPDATE bank_session
       SET leased_until = NULL, last_error_kind = ${errorKind}, clock_skew_seconds = ${clockSkewSeconds}, failures_in_row = ${failuresInRow},
           background_reads_per_day = ${readsPerDay}, next_sync_at = ${nextSyncAt}::timestamptz,
           last_synced_at = coalesce(${isSynced ? now : null}::timestamptz, last_synced_at),
           background_blocked_until = coalesce(${background?.until ?? null}::timestamptz, background_blocked_until),
           background_block_reason = coalesce(${background?.reason ?? null}, background_block_reason),
           interactive_blocked_until = coalesce(${interactive?.until ?? null}::timestamptz, interactive_blocked_until),
           interactive_block_reason = coalesce(${interactive?.reason ?? null}, interactive_block_reason)
     WHERE household_id = ${householdId}::uuid AND id = ${bankSessionId}::uuid AND lease_token = ${token}`
}

export const ENDED_AS = { consent_expired: 'expired', consent_revoked: 'revoked', consent_closed: 'closed' } as const

export type ConsentEnd = keyof typeof ENDED_AS

export function isConsentEnd(kind: string): kind is ConsentEnd {
  return kind in ENDED_AS
}

/** The bank says the access is over, and another approval may be why. What was read stays. Does nothing once the lease is lost. */
export async function endSession(
  db: Db,
  { householdId, bankSessionId, token }: Lease,
  { kind, now }: { kind: ConsentEnd; now: Date },
): Promise<void> {
  await db.bankSession.updateMany({
    where: { householdId, id: bankSessionId, leaseToken: token, status: 'authorized' },
    data: { status: ENDED_AS[kind], endedAt: now, endReason: kind, nextSyncAt: null, leasedUntil: null, lastErrorKind: kind },
  })
  if (kind !== 'consent_expired') await noteEviction(db, { householdId, bankSessionId, now })
}

export function leaseEnd(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS)
}
