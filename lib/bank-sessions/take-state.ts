import { asKeyHolder, enterHousehold, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { hashSecret } from '@/lib/vault/secret'
import type { AuthorizationActor } from './begin-authorization'

/** Why a redirect is not believed. Nothing was changed and no bank was asked. */
export type CallbackRefusal = 'unknown' | 'expired' | 'used' | 'other_person' | 'other_login' | 'other_browser'

export type RefusedState = { readonly kind: 'refused'; readonly reason: CallbackRefusal }

export type StateAttempt = NonNullable<Awaited<ReturnType<Db['authorizationAttempt']['findFirst']>>>

/**
 * accounts             to the callback for accounts
 * payment              to the callback for payments
 * payment_at_accounts  a payment of an application that has only the callback for accounts on its list
 */
export type TripPurpose = 'accounts' | 'payment' | 'payment_at_accounts'

type Returning = {
  readonly actor: AuthorizationActor
  readonly state: string
  /** A state of another purpose is as good as unknown: it says where a trip comes back to and what for. */
  readonly purpose: TripPurpose
  readonly now: Date
  /** Takes the locks that others take before they touch the state. */
  readonly lock?: (db: Db, attempt: StateAttempt) => Promise<unknown>
}

/**
 * Takes a state that came back from a bank. It must be one we gave, for this purpose, unused, in time, and come back to the same
 * member, login session and browser; it is used up in the same statement that checks it is unused, so of any number of copies
 * exactly one is accepted. `settle` runs in that transaction, inside the household.
 */
export function takeState<Taken>(
  { actor, state, purpose, now, lock }: Returning,
  settle: (db: Db, attempt: StateAttempt) => Promise<Taken>,
): Promise<Taken | RefusedState> {
  return asKeyHolder<Taken | RefusedState>(hashSecret(state), async (db) => {
    const attempt = await db.authorizationAttempt.findFirst({ where: { stateHash: hashSecret(state) } })
    if (!attempt || attempt.purpose !== purpose) return refusedState('unknown')
    await enterHousehold(db, attempt.householdId)
    const reason = refusalOf(attempt, actor, now)
    if (reason !== null) return refuse(db, attempt, { reason, now })
    await lock?.(db, attempt)
    if (!(await useUp(db, attempt, now))) return refusedState('used')
    return settle(db, attempt)
  })
}

export function refusedState(reason: CallbackRefusal): RefusedState {
  return { kind: 'refused', reason }
}

function refusalOf(attempt: StateAttempt, actor: AuthorizationActor, now: Date): CallbackRefusal | null {
  if (attempt.householdId !== actor.householdId || attempt.memberId !== actor.memberId) return 'other_person'
  if (attempt.loginSessionId !== actor.loginSessionId) return 'other_login'
  if (attempt.browserHash !== hashSecret(actor.browserId)) return 'other_browser'
  if (attempt.usedAt !== null) return 'used'
  // A clock that was set back must not give a state a longer life than it was given.
  const isInTime = now < attempt.expiresAt && now.getTime() > attempt.createdAt.getTime() - CLOCK_TOLERANCE_MS
  return isInTime ? null : 'expired'
}

const CLOCK_TOLERANCE_MS = 5 * 60_000

async function useUp(db: Db, { householdId, id }: StateAttempt, now: Date): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    UPDATE authorization_attempt SET used_at = ${now}::timestamptz
     WHERE household_id = ${householdId}::uuid AND id = ${id}::uuid AND used_at IS NULL
    RETURNING id`
  return rows.length === 1
}

/** A state of ours in other hands is worth a line in the log of the household it belongs to. */
async function refuse(db: Db, attempt: StateAttempt, { reason, now }: { reason: CallbackRefusal; now: Date }): Promise<RefusedState> {
  const { householdId, memberId, bankSessionId, paymentAttemptId } = attempt
  if (reason.startsWith('other_')) {
    const subjectId = bankSessionId ?? paymentAttemptId
    await recordAudit(db, { householdId, memberId, kind: 'consent_refused', subjectId, facts: { reason }, now })
  }
  return refusedState(reason)
}
