import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { hashSecret } from '@/lib/vault/secret'

export type ChallengeUse = 'register' | 'step_up'

export const CHALLENGE_MS = 5 * 60_000

/** Remembers the challenge of a passkey ceremony for this login session, as a hash; it replaces an earlier one. */
export async function keepChallenge(
  viewer: Viewer,
  use: ChallengeUse,
  { challenge, now }: { challenge: string; now: Date },
): Promise<void> {
  const { householdId, userId, loginSessionId } = viewer
  const data = {
    challengeHash: hashSecret(challenge),
    challengeFor: use,
    challengeExpiresAt: new Date(now.getTime() + CHALLENGE_MS),
  }
  await asViewer(viewer, (db) => db.loginSession.updateMany({ where: { householdId, userId, id: loginSessionId }, data }))
}

/** Takes a challenge away: true once, in time, for the login session and the use it was made for. */
export async function takeChallenge(
  viewer: Viewer,
  use: ChallengeUse,
  { challenge, now }: { challenge: string; now: Date },
): Promise<boolean> {
  const { householdId, userId, loginSessionId } = viewer
  const mine = { householdId, userId, id: loginSessionId }
  const { count } = await asViewer(viewer, (db) =>
    db.loginSession.updateMany({
      where: { ...mine, challengeHash: hashSecret(challenge), challengeFor: use, challengeExpiresAt: { gt: now } },
      data: { challengeHash: null, challengeFor: null, challengeExpiresAt: null },
    }),
  )
  return count === 1
}
