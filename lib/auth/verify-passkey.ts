import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { asSystem } from '@/lib/db'
import type { AuthenticationAnswer } from './passkey-answers'
import { getRelyingParty } from './passkey-relying-party'

export type StoredPasskey = {
  readonly householdId: string
  readonly id: string
  readonly credentialId: string
  readonly publicKey: Uint8Array
  readonly counter: bigint
}

type Ceremony = {
  readonly passkey: StoredPasskey
  readonly answer: AuthenticationAnswer
  readonly takeChallenge: (challenge: string) => Promise<boolean>
  readonly now: Date
}

/**
 * Whether the answer was signed by this passkey, for our host and page, by a person the device has verified, over a challenge of
 * ours that nobody has answered before. A signature counter that does not go up speaks of a copied key: refused. Remembers the use.
 */
export async function verifyPasskey({ passkey, answer, takeChallenge, now }: Ceremony): Promise<boolean> {
  const { id, origin } = getRelyingParty()
  const counter = await findNewCounter({ passkey, answer, takeChallenge, now }, { id, origin })
  if (counter === null) return false
  return asSystem(passkey.householdId, async (db) => {
    // Between two answers at once only one counter follows the stored one.
    const { count } = await db.passkey.updateMany({
      where: { householdId: passkey.householdId, id: passkey.id, counter: passkey.counter },
      data: { counter, lastUsedAt: now },
    })
    return count === 1
  })
}

async function findNewCounter({ passkey, answer, takeChallenge }: Ceremony, party: { id: string; origin: string }): Promise<bigint | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...answer, clientExtensionResults: {} },
      expectedChallenge: takeChallenge,
      expectedOrigin: party.origin,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: Uint8Array.from(passkey.publicKey),
        counter: Number(passkey.counter),
      },
    })
    return verified ? BigInt(authenticationInfo.newCounter) : null
  } catch {
    // The library throws for everything that is not as it must be; which it was is of no use to who sent it.
    return null
  }
}
