import { generateAuthenticationOptions } from '@simplewebauthn/server'
import { AppError } from '@/lib/core/errors'
import { asViewer } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { findStepUp } from '@/lib/households/step-up'
import type { StepUpMethod } from '@/lib/households/step-up-method'
import type { Viewer } from '@/lib/households/viewer'
import { countAttempt, forgetAttempts } from './attempts'
import { CHALLENGE_MS, keepChallenge, takeChallenge } from './challenge'
import type { AuthenticationAnswer } from './passkey-answers'
import { getRelyingParty } from './passkey-relying-party'
import { verifyPassword } from './password-hash'
import { recordStepUp } from './record-step-up'
import { takeTotpCode } from './totp'
import { verifyPasskey } from './verify-passkey'

const GUESSES = { max: 10, windowSeconds: 900 }

export type Proof =
  | { readonly method: 'password'; readonly password: string }
  | { readonly method: 'totp'; readonly code: string }
  | { readonly method: 'passkey'; readonly answer: AuthenticationAnswer }

/**
 * The viewer proves that it is them. Answers the new token for the session's cookie, or null when the cookie stays as it is.
 * A weaker means than the person has set is refused, right or wrong.
 * @throws AppError not_allowed · wrong_credentials with the fault at `password` or `code` · too_many_attempts
 */
export async function proveStepUp(viewer: Viewer, proof: Proof, now = new Date()): Promise<string | null> {
  const { methods } = await findStepUp(viewer, now)
  if (!methods.includes(proof.method)) {
    await refuse(viewer, { method: proof.method, because: 'not_set_or_weaker', now })
    throw new AppError('not_allowed', `${proof.method} is no proof for this person`)
  }
  const attempts = `step-up|${viewer.userId}`
  await countAttempt(attempts, GUESSES, now)
  if (!(await isRight(viewer, proof, now))) {
    await refuse(viewer, { method: proof.method, because: 'wrong', now })
    throw new AppError('wrong_credentials', 'the proof is wrong', FIELDS[proof.method])
  }
  await forgetAttempts(attempts)
  return recordStepUp(viewer, proof.method, now)
}

const FIELDS = { password: { password: 'wrong' }, totp: { code: 'wrong_code' }, passkey: undefined } as const

/**
 * What the browser needs to ask for one of the viewer's passkeys.
 * @throws AppError not_allowed when there is none that works here
 */
export async function beginPasskeyProof(viewer: Viewer, now = new Date()) {
  const { id: rpID } = getRelyingParty()
  const known = await asViewer(viewer, (db) =>
    db.passkey.findMany({
      where: { householdId: viewer.householdId, userId: viewer.userId, rpId: rpID },
      select: { credentialId: true, transports: true },
    }),
  )
  if (known.length === 0) throw new AppError('not_allowed', 'no passkey')
  const options = await generateAuthenticationOptions({
    rpID,
    allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    timeout: CHALLENGE_MS,
    userVerification: 'required',
  })
  await keepChallenge(viewer, 'step_up', { challenge: options.challenge, now })
  return options
}

async function isRight(viewer: Viewer, proof: Proof, now: Date): Promise<boolean> {
  if (proof.method === 'totp') return takeTotpCode(viewer, proof.code, { now })
  if (proof.method === 'password') return isPassword(viewer, proof.password)
  const { answer } = proof
  const { householdId, userId } = viewer
  const { id: rpId } = getRelyingParty()
  const passkey = await asViewer(viewer, (db) => db.passkey.findFirst({ where: { householdId, userId, rpId, credentialId: answer.id } }))
  if (!passkey) return false
  return verifyPasskey({ passkey, answer, takeChallenge: (challenge) => takeChallenge(viewer, 'step_up', { challenge, now }), now })
}

async function isPassword(viewer: Viewer, password: string): Promise<boolean> {
  const user = await asViewer(viewer, (db) => db.user.findUniqueOrThrow({ where: { id: viewer.userId }, select: { passwordHash: true } }))
  return password.length <= 128 && (await verifyPassword(user.passwordHash, password))
}

async function refuse(viewer: Viewer, { now, ...facts }: { method: StepUpMethod; because: string; now: Date }): Promise<void> {
  await asViewer(viewer, (db) => recordAudit(db, { ...viewer, kind: 'step_up_refused', facts, now }))
}
