import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/id'
import { asViewer } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { requireStepUp } from '@/lib/households/step-up'
import type { Viewer } from '@/lib/households/viewer'
import { CHALLENGE_MS, keepChallenge, takeChallenge } from './challenge'
import { adoptFactor } from './adopt-factor'
import { getEmail } from './profile'
import type { RegistrationAnswer } from './passkey-answers'
import { getRelyingParty } from './passkey-relying-party'

const PASSKEYS_MAX = 20
/** COSE: EdDSA, ES256, RS256. */
const ALGORITHMS = [-8, -7, -257]

/**
 * What the browser needs to make a passkey for this person: one that the device keeps by itself and opens only for a person it has
 * verified. Takes a fresh proof, because who can add a passkey is that person from then on.
 * @throws AppError step_up_needed · not_allowed where browsers make none · conflict at twenty
 */
export async function beginPasskey(viewer: Viewer, now = new Date()) {
  await requireStepUp(viewer, now)
  const party = getRelyingParty()
  const known = await listKnown(viewer)
  if (known.length >= PASSKEYS_MAX) throw new AppError('conflict', 'too many passkeys')
  const options = await generateRegistrationOptions({
    rpName: 'Saldo',
    rpID: party.id,
    userName: await getEmail(viewer),
    userDisplayName: viewer.name,
    userID: new TextEncoder().encode(viewer.userId),
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    excludeCredentials: known.filter(({ rpId }) => rpId === party.id).map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
  })
  await keepChallenge(viewer, 'register', { challenge: options.challenge, now })
  return options
}

/**
 * Keeps the passkey the browser made.
 * @throws AppError step_up_needed · not_allowed · invalid_input when the answer is not to our challenge, host or page · conflict when
 *         this key is known already
 */
export async function addPasskey(
  viewer: Viewer,
  { name, answer }: { name: string; answer: RegistrationAnswer },
  now = new Date(),
): Promise<void> {
  await requireStepUp(viewer, now)
  const made = await verify(viewer, answer, now)
  const { householdId, userId } = viewer
  const data = { ...made, householdId, id: newId(now), userId, name, createdAt: now }
  await asViewer(viewer, async (db) => {
    const stored = await db.passkey.createMany({ data: [data], skipDuplicates: true })
    if (stored.count === 0) throw new AppError('conflict', 'this passkey is known')
    await adoptFactor(db, viewer, 'passkey')
    await recordAudit(db, { ...viewer, kind: 'passkey_added', subjectId: data.id, now })
  })
}

async function verify(viewer: Viewer, answer: RegistrationAnswer, now: Date) {
  const party = getRelyingParty()
  const checked = await verifyRegistrationResponse({
    response: { ...answer, response: { ...answer.response, transports: undefined }, clientExtensionResults: {} },
    expectedChallenge: (challenge) => takeChallenge(viewer, 'register', { challenge, now }),
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch((cause: unknown) => {
    throw new AppError('invalid_input', 'the passkey was refused', undefined, { cause })
  })
  if (!checked.verified) throw new AppError('invalid_input', 'the passkey was refused')
  const { id, publicKey, counter } = checked.registrationInfo.credential
  return {
    rpId: party.id,
    credentialId: id,
    publicKey: Uint8Array.from(publicKey),
    counter: BigInt(counter),
    transports: answer.response.transports ?? [],
  }
}

function listKnown(viewer: Viewer) {
  return asViewer(viewer, (db) =>
    db.passkey.findMany({
      where: { householdId: viewer.householdId, userId: viewer.userId },
      select: { credentialId: true, rpId: true },
    }),
  )
}
