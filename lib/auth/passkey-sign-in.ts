import { createHmac, timingSafeEqual } from 'node:crypto'
import { generateAuthenticationOptions } from '@simplewebauthn/server'
import { AppError } from '@/lib/core/errors'
import { asKeyHolder, asSystem, enterHousehold } from '@/lib/db'
import { env } from '@/lib/env'
import { recordAudit } from '@/lib/households/audit'
import { countAttempt } from './attempts'
import { CHALLENGE_MS } from './challenge'
import { knownDeviceMark, type Device, type SignedIn } from './check-credentials'
import type { AuthenticationAnswer } from './passkey-answers'
import { getRelyingParty } from './passkey-relying-party'
import { verifyPasskey } from './verify-passkey'

const PER_PLACE = { max: 200, windowSeconds: 900 }
const ONCE = { max: 1, windowSeconds: CHALLENGE_MS / 1_000 }

/**
 * What a browser needs to offer its passkeys for signing in, and the ticket that comes back with the answer: the challenge with its
 * end, signed for this browser. No name is asked for, so none is given away.
 * @throws AppError not_allowed where browsers make no passkeys
 */
export async function beginPasskeySignIn(browserId: string, now = new Date()) {
  const { id: rpID } = getRelyingParty()
  const options = await generateAuthenticationOptions({ rpID, timeout: CHALLENGE_MS, userVerification: 'required' })
  const facts = `${options.challenge}.${now.getTime() + CHALLENGE_MS}`
  return { options, ticket: `${facts}.${sign(facts, browserId)}` }
}

/**
 * Who this passkey belongs to. Everything that is not as it must be gets the same answer.
 * @throws AppError wrong_credentials · too_many_attempts
 */
export async function checkPasskeySignIn(
  { answer, ticket }: { answer: AuthenticationAnswer; ticket: string | null },
  device: Device,
  now = new Date(),
): Promise<SignedIn> {
  await countAttempt(`place|${device.ip ?? 'unknown'}`, PER_PLACE, now)
  const found = await findPasskey(answer.id)
  const takeChallenge = (challenge: string) => takeTicket(challenge, { ticket, browserId: device.browserId, now })
  const isOwner = answer.response.userHandle === undefined || answer.response.userHandle === handleOf(found?.userId ?? '')
  if (!found || !isOwner || !(await verifyPasskey({ passkey: found, answer, takeChallenge, now }))) {
    if (found) await recordRefusal(found, now)
    throw new AppError('wrong_credentials')
  }
  const { userId, householdId, householdName, email } = found
  return { userId, householdId, householdName, knownMark: knownDeviceMark(email, device.browserId) }
}

type Ticket = { readonly ticket: string | null; readonly browserId: string; readonly now: Date }

/** Our own challenge, for this browser, in time and for the first time. */
async function takeTicket(challenge: string, { ticket, browserId, now }: Ticket): Promise<boolean> {
  const [ours = '', end = '', signature = ''] = (ticket ?? '').split('.')
  const isOurs = ours === challenge && isSame(signature, sign(`${ours}.${end}`, browserId)) && now.getTime() < Number.parseInt(end, 10)
  if (!isOurs) return false
  try {
    await countAttempt(`challenge|${challenge}`, ONCE, now)
    return true
  } catch {
    return false
  }
}

function findPasskey(credentialId: string) {
  const { id: rpId } = getRelyingParty()
  return asKeyHolder(credentialId, async (db) => {
    const passkey = await db.passkey.findFirst({ where: { credentialId, rpId } })
    if (!passkey) return null
    await enterHousehold(db, passkey.householdId)
    const user = await db.user.findUnique({ where: { id: passkey.userId }, select: { email: true, disabledAt: true } })
    const household = await db.household.findUnique({ where: { id: passkey.householdId }, select: { name: true } })
    if (!user || user.disabledAt !== null || !household) return null
    return { ...passkey, email: user.email, householdName: household.name }
  })
}

async function recordRefusal({ householdId }: { householdId: string }, now: Date): Promise<void> {
  const facts = { method: 'passkey' }
  await asSystem(householdId, (db) => recordAudit(db, { householdId, memberId: null, kind: 'sign_in_refused', facts, now }))
}

function handleOf(userId: string): string {
  return Buffer.from(userId, 'utf8').toString('base64url')
}

function sign(facts: string, browserId: string): string {
  return createHmac('sha256', env().nextAuthSecret).update(`passkey-sign-in|${browserId}|${facts}`).digest('base64url')
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
