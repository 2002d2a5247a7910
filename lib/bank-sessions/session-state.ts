import type { BankErrorKind } from '@/lib/banking/errors'
import type { Db } from '@/lib/db'

/** The right to read one bank session. Every batch proves with its token that nobody took the session over meanwhile. */
export type Lease = { readonly householdId: string; readonly bankSessionId: string; readonly token: bigint }

/** The session was taken over or ended: whoever still holds the old token writes nothing. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'
}

/** Longer than the slowest single call (60 s) with what follows it; renewed with every batch. */
export const LEASE_MS = 5 * 60_000

/** Takes the next token, or answers null while somebody else holds the session. */
export async function leaseSession(
  db: Db,
  { householdId, bankSessionId, now }: { householdId: string; bankSessionId: string; now: Date },
): Promise<Lease | null> {
  const [row] = await db.$queryRaw<{ token: bigint }[]>`
    UPDATE bank_session SET lease_token = lease_token + 1, leased_until = ${leaseEnd(now)}::timestamptz, last_attempt_at = ${now}::timestamptz
     WHERE household_id = ${householdId}::uuid AND id = ${bankSessionId}::uuid AND status = 'authorized' AND superseded_at IS NULL
       AND (leased_until IS NULL OR leased_until <= ${now}::timestamptz)
    RETURNING lease_token AS token`
  return row ? { householdId, bankSessionId, token: row.token } : null
}

/**
 * Proves the lease inside the transaction that is about to write, and holds off a take-over until it commits.
 * @throws LeaseLostError
 */
export async function holdLease(db: Db, { householdId, bankSessionId, token }: Lease, now: Date): Promise<void> {
  const [row] = await db.$queryRaw<{ leasedUntil: Date | null }[]>`
    SELECT leased_until AS "leasedUntil" FROM bank_session
     WHERE household_id = ${householdId}::uuid AND id = ${bankSessionId}::uuid AND lease_token = ${token} AND status = 'authorized'
       FOR NO KEY UPDATE`
  if (!row) throw new LeaseLostError()
  if (row.leasedUntil !== null && row.leasedUntil.getTime() - now.getTime() > LEASE_MS / 2) return
  await db.$executeRaw`
    UPDATE bank_session SET leased_until = ${leaseEnd(now)}::timestamptz
     WHERE household_id = ${householdId}::uuid AND id = ${bankSessionId}::uuid`
}

/** How one run left the session. Dates that stay undefined are left as they are. */
export type SessionOutcome = {
  readonly now: Date
  /** True only when every account that can be read was read to the end. */
  readonly isSynced: boolean
  readonly errorKind: BankErrorKind | 'unexpected' | null
  /** The bank asks us to wait: for reads without a person, or even with one. */
  readonly blocked?: { readonly until: Date; readonly psuPresent: boolean }
}

/** Writes the outcome and gives the lease back. Does nothing once the lease is lost. */
export async function recordSyncOutcome(db: Db, lease: Lease, { now, isSynced, errorKind, blocked }: SessionOutcome): Promise<void> {
  const { householdId, bankSessionId, token } = lease
  await db.bankSession.updateMany({
    where: { householdId, id: bankSessionId, leaseToken: token },
    data: {
      leasedUntil: null,
      lastErrorKind: errorKind,
      ...(isSynced && { lastSyncedAt: now }),
      ...(blocked && (blocked.psuPresent ? { interactiveBlockedUntil: blocked.until } : { backgroundBlockedUntil: blocked.until })),
    },
  })
}

const ENDED_AS = { consent_expired: 'expired', consent_revoked: 'revoked', consent_closed: 'closed' } as const

export type ConsentEnd = keyof typeof ENDED_AS

export function isConsentEnd(kind: string): kind is ConsentEnd {
  return kind in ENDED_AS
}

/** The bank says the access is over. What was read stays. Does nothing once the lease is lost. */
export async function endSession(
  db: Db,
  { householdId, bankSessionId, token }: Lease,
  { kind, now }: { kind: ConsentEnd; now: Date },
): Promise<void> {
  await db.bankSession.updateMany({
    where: { householdId, id: bankSessionId, leaseToken: token, status: 'authorized' },
    data: { status: ENDED_AS[kind], endedAt: now, endReason: kind, nextSyncAt: null, leasedUntil: null, lastErrorKind: kind },
  })
}

function leaseEnd(now: Date): Date {
  return new Date(now.getTime() + LEASE_MS)
}
