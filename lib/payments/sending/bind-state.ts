import { ATTEMPT_LIFETIME_MS } from '@/lib/bank-sessions/begin-authorization'
import type { AspspRef } from '@/lib/banking/port'
import { newId } from '@/lib/core/id'
import type { Db } from '@/lib/db'
import { hashSecret } from '@/lib/vault/secret'
import type { PaymentTripPurpose } from './choose-return'
import type { PayingActor } from '@/lib/payments/paying-actor'

type Trip = {
  readonly paymentAttemptId: string
  readonly state: string
  readonly aspsp: AspspRef
  readonly purpose: PaymentTripPurpose
  readonly now: Date
}

/** Writes down whose trip to the bank a state belongs to: member, login session and browser, for a quarter of an hour. */
export async function bindState(db: Db, actor: PayingActor, { paymentAttemptId, state, aspsp, purpose, now }: Trip): Promise<void> {
  const { householdId, memberId } = actor
  await db.authorizationAttempt.create({
    data: {
      ...{ householdId, id: newId(now), purpose, paymentAttemptId, memberId, stateHash: hashSecret(state) },
      ...{ aspspName: aspsp.name, aspspCountry: aspsp.country, createdAt: now, ...bindingOf(actor, now) },
    },
  })
}

/**
 * The bank was given its state once and for all: when the person opens the page again, the state becomes theirs where they are now,
 * and good for one more return. That a state can come back twice does no harm: all it ever does is to make us ask the bank.
 */
export async function bindStateAnew(
  db: Db,
  actor: PayingActor,
  { paymentAttemptId, now }: Pick<Trip, 'paymentAttemptId' | 'now'>,
): Promise<void> {
  const { householdId, memberId } = actor
  await db.authorizationAttempt.updateMany({
    where: { householdId, paymentAttemptId, memberId },
    data: { ...bindingOf(actor, now), usedAt: null, outcome: null },
  })
}

function bindingOf({ loginSessionId, browserId }: PayingActor, now: Date) {
  return { loginSessionId, browserHash: hashSecret(browserId), expiresAt: new Date(now.getTime() + ATTEMPT_LIFETIME_MS) }
}
