import { generateSecret, generateURI } from 'otplib'
import { AppError } from '@/lib/core/errors'
import { asSystem, asViewer, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { readStepUp, requireStepUp } from '@/lib/households/step-up'
import type { Viewer } from '@/lib/households/viewer'
import { openVault, type Place } from '@/lib/vault/vault'
import { adoptFactor } from './adopt-factor'
import { countAttempt, forgetAttempts, type AttemptLimit } from './attempts'
import { getEmail } from './profile'
import { findTotpStep } from './totp-code'

type Person = { readonly householdId: string; readonly userId: string }

/** 160 bits (RFC 4226 §4 R6). */
const SECRET_BYTES = 20
const GUESSES: AttemptLimit = { max: 5, windowSeconds: 900 }

/**
 * Makes a secret for an authenticator app: as text to type, and as the address a QR code holds. It counts from its first right code.
 * @throws AppError step_up_needed · conflict when an app is set up already
 */
export async function beginTotp(viewer: Viewer, now = new Date()): Promise<{ secret: string; uri: string }> {
  await requireStepUp(viewer, now)
  const { householdId, userId } = viewer
  const secret = generateSecret({ length: SECRET_BYTES })
  await asViewer(viewer, async (db) => {
    const sealedSecret = (await openVault(db, householdId)).seal(placeOf(userId), secret)
    await db.totpFactor.deleteMany({ where: { householdId, userId, confirmedAt: null } })
    const made = await db.totpFactor.createMany({ data: [{ householdId, userId, sealedSecret, createdAt: now }], skipDuplicates: true })
    if (made.count === 0) throw new AppError('conflict', 'an authenticator app is set up')
  })
  return { secret, uri: generateURI({ issuer: 'Saldo', label: await getEmail(viewer), secret }) }
}

/**
 * The first code shows that the app has the secret.
 * @throws AppError step_up_needed · too_many_attempts · invalid_input with `code: wrong_code`
 */
export async function confirmTotp(viewer: Viewer, code: string, now = new Date()): Promise<void> {
  await requireStepUp(viewer, now)
  const isRight = await takeTotpCode(viewer, code, { now, isConfirmed: false })
  if (!isRight) throw new AppError('invalid_input', 'wrong code', { code: 'wrong_code' })
  const { householdId, userId } = viewer
  await asViewer(viewer, async (db) => {
    await db.totpFactor.updateMany({ where: { householdId, userId, confirmedAt: null }, data: { confirmedAt: now } })
    await adoptFactor(db, viewer, 'totp')
    await recordAudit(db, { ...viewer, kind: 'totp_added', now })
  })
}

/** @throws AppError step_up_needed */
export async function removeTotp(viewer: Viewer, now = new Date()): Promise<void> {
  await requireStepUp(viewer, now)
  const { householdId, userId } = viewer
  await asViewer(viewer, async (db) => {
    const { count } = await db.totpFactor.deleteMany({ where: { householdId, userId } })
    if (count === 0) return
    const { isFresh, methods } = await readStepUp(db, viewer, now)
    await adoptFactor(db, viewer, isFresh ? null : (methods[0] ?? null))
    await recordAudit(db, { ...viewer, kind: 'totp_removed', now })
  })
}

/** Since when the viewer has an authenticator app; null when none. */
export async function findTotpSince(viewer: Viewer): Promise<Date | null> {
  const { householdId, userId } = viewer
  const row = await asViewer(viewer, (db) =>
    db.totpFactor.findUnique({ where: { householdId_userId: { householdId, userId } }, select: { confirmedAt: true } }),
  )
  return row?.confirmedAt ?? null
}

/** Whether this person has a working authenticator app; for the sign-in, before there is a viewer. */
export async function hasTotp({ householdId, userId }: Person): Promise<boolean> {
  return asSystem(
    householdId,
    async (db) => (await db.totpFactor.count({ where: { householdId, userId, confirmedAt: { not: null } } })) > 0,
  )
}

/**
 * Uses a code up: true for the right one, once, however many ask at the same moment. Five tries in fifteen minutes.
 * @throws AppError too_many_attempts
 */
export async function takeTotpCode(person: Person, code: string, { now, isConfirmed = true }: { now: Date; isConfirmed?: boolean }) {
  const attempts = `totp|${person.userId}`
  await countAttempt(attempts, GUESSES, now)
  const isRight = await asSystem(person.householdId, (db) => useStep(db, person, { code, now, isConfirmed }))
  if (isRight) await forgetAttempts(attempts)
  return isRight
}

type Code = { readonly code: string; readonly now: Date; readonly isConfirmed: boolean }

async function useStep(db: Db, { householdId, userId }: Person, { code, now, isConfirmed }: Code): Promise<boolean> {
  const factor = await db.totpFactor.findFirst({ where: { householdId, userId, confirmedAt: isConfirmed ? { not: null } : null } })
  if (!factor) return false
  const secret = (await openVault(db, householdId)).open(placeOf(userId), factor.sealedSecret)
  const step = findTotpStep(secret, code, { now, after: factor.lastStep })
  if (step === null) return false
  const { count } = await db.totpFactor.updateMany({
    where: { householdId, userId, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
    data: { lastStep: step },
  })
  return count === 1
}

function placeOf(userId: string): Place {
  return { table: 'totp_factor', column: 'sealed_secret', rowId: userId }
}
