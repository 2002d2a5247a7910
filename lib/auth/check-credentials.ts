import { createHmac, timingSafeEqual } from 'node:crypto'
import { AppError } from '@/lib/core/errors'
import { asKeyHolder, asSystem, enterHousehold } from '@/lib/db'
import { env } from '@/lib/env'
import { recordAudit } from '@/lib/households/audit'
import { countAttempt, forgetAttempts, type AttemptLimit } from './attempts'
import { findEmail } from './email'
import { verifyPassword } from './password-hash'
import { hasTotp, takeTotpCode } from './totp'

/** Where an attempt comes from, taken from the request and never from the form. */
export type Device = {
  /** The peer's address as far as it can be trusted. */
  readonly ip: string | null
  readonly browserId: string
  /** What `knownDeviceMark` gave this browser at an earlier sign-in. */
  readonly knownMark: string | null
}

export type SignedIn = { readonly userId: string; readonly householdId: string; readonly householdName: string; readonly knownMark: string }

const PER_ACCOUNT_AND_PLACE: AttemptLimit = { max: 10, windowSeconds: 900 }
const PER_ACCOUNT: AttemptLimit = { max: 100, windowSeconds: 3_600 }
const PER_PLACE: AttemptLimit = { max: 200, windowSeconds: 900 }

/**
 * Who this e-mail address and password belong to. A wrong address, a wrong password and a user who may not come in take the same
 * time and give the same answer. Guessing is limited per account and place and per account; a browser that was signed in
 * before is counted on its own, so that strangers cannot lock a person out. Who has an authenticator app gives its code too.
 * @throws AppError wrong_credentials (a wrong code: with the fault at `code`) · step_up_needed when the code is missing ·
 *         too_many_attempts
 */
export async function checkCredentials(
  { email, password, code }: { email: string; password: string; code?: string | undefined },
  device: Device,
  now = new Date(),
): Promise<SignedIn> {
  const address = findEmail(email) ?? ''
  const names = await countSignIn(address, device, now)
  const user = address === '' ? null : await findUser(address)
  const isRight = password.length <= 128 && (await verifyPassword(user?.passwordHash ?? null, password))
  if (!user || !isRight) {
    if (user) await asSystem(user.householdId, (db) => recordAudit(db, { ...user, memberId: null, kind: 'sign_in_refused', now }))
    throw new AppError('wrong_credentials')
  }
  await checkCode({ userId: user.id, householdId: user.householdId }, code?.replace(/\s/g, ''), now)
  await Promise.all(names.map(forgetAttempts))
  const { id: userId, householdId, householdName } = user
  return { userId, householdId, householdName, knownMark: knownDeviceMark(address, device.browserId) }
}

async function checkCode(person: { userId: string; householdId: string }, code: string | undefined, now: Date): Promise<void> {
  if (!(await hasTotp(person))) return
  if (!code) throw new AppError('step_up_needed', 'the code of the authenticator app is missing')
  if (await takeTotpCode(person, code, { now })) return
  await asSystem(person.householdId, (db) =>
    recordAudit(db, { householdId: person.householdId, memberId: null, kind: 'sign_in_refused', facts: { method: 'totp' }, now }),
  )
  throw new AppError('wrong_credentials', 'wrong code', { code: 'wrong_code' })
}

/** Counts the attempt everywhere it matters; answers the names to forget after a success. */
async function countSignIn(address: string, device: Device, now: Date): Promise<string[]> {
  const place = device.ip ?? 'unknown'
  await countAttempt(`place|${place}`, PER_PLACE, now)
  if (device.knownMark !== null && isSame(device.knownMark, knownDeviceMark(address, device.browserId))) {
    const own = `sign-in|${address}|known|${device.browserId}`
    await countAttempt(own, PER_ACCOUNT_AND_PLACE, now)
    return [own]
  }
  const here = `sign-in|${address}|${place}`
  await countAttempt(here, PER_ACCOUNT_AND_PLACE, now)
  await countAttempt(`sign-in|${address}`, PER_ACCOUNT, now)
  return [here]
}

/** Says "this browser has been signed in as this person"; worth nothing without the browser's own cookie. */
export function knownDeviceMark(address: string, browserId: string): string {
  return createHmac('sha256', env().nextAuthSecret).update(`known-device|${browserId}|${address}`).digest('base64url')
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function findUser(address: string) {
  return asKeyHolder(address, async (db) => {
    const user = await db.user.findUnique({
      where: { email: address },
      select: { id: true, householdId: true, passwordHash: true, disabledAt: true },
    })
    if (!user || user.disabledAt !== null) return null
    await enterHousehold(db, user.householdId)
    const household = await db.household.findUnique({ where: { id: user.householdId }, select: { name: true } })
    return { ...user, householdName: household?.name ?? '' }
  })
}
