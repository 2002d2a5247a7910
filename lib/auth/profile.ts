import { AppError } from '@/lib/core/errors'
import { asViewer } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import type { Viewer } from '@/lib/households/viewer'
import { countAttempt, forgetAttempts } from './attempts'
import { revokeOtherLoginSessions } from './login-session'
import { hashNewPassword } from './new-user'
import { verifyPassword } from './password-hash'

export type Profile = { readonly name: string; readonly locale: string; readonly formatLocale: string; readonly timeZone: string }

/** The person's name in the household, and how words, numbers and times are written for them. */
export async function changeProfile(viewer: Viewer, { name, locale, formatLocale, timeZone }: Profile): Promise<void> {
  await asViewer(viewer, async (db) => {
    await db.user.update({ where: { id: viewer.userId }, data: { name, locale, formatLocale, timeZone } })
    await db.member.update({ where: { householdId_id: { householdId: viewer.householdId, id: viewer.memberId } }, data: { name } })
    await recordAudit(db, { ...viewer, kind: 'profile_changed' })
  })
}

export async function getEmail(viewer: Viewer): Promise<string> {
  const user = await asViewer(viewer, (db) => db.user.findUniqueOrThrow({ where: { id: viewer.userId }, select: { email: true } }))
  return user.email
}

/**
 * Changes the password, which takes the current one, and ends all other login sessions.
 * @throws AppError wrong_credentials · invalid_input with the fault at `newPassword` · too_many_attempts
 */
export async function changePassword(
  viewer: Viewer,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
  now = new Date(),
): Promise<void> {
  const attempts = `password|${viewer.userId}`
  await countAttempt(attempts, { max: 10, windowSeconds: 900 }, now)
  const user = await asViewer(viewer, (db) =>
    db.user.findUniqueOrThrow({ where: { id: viewer.userId }, select: { email: true, passwordHash: true } }),
  )
  if (!(await verifyPassword(user.passwordHash, currentPassword))) {
    throw new AppError('wrong_credentials', 'current password is wrong', { currentPassword: 'wrong' })
  }
  await forgetAttempts(attempts)
  const passwordHash = await hashNewPassword(newPassword, [viewer.name, user.email, viewer.householdName], 'newPassword')
  await asViewer(viewer, async (db) => {
    await db.user.update({ where: { id: viewer.userId }, data: { passwordHash } })
    await recordAudit(db, { ...viewer, kind: 'password_changed', now })
  })
  await revokeOtherLoginSessions(viewer, now)
}

/** Takes a former member's login away for good: no session, no password, and the address is free again. */
export async function removeUser(viewer: Viewer, userId: string): Promise<void> {
  await asViewer(viewer, async (db) => {
    await db.loginSession.deleteMany({ where: { householdId: viewer.householdId, userId } })
    await db.user.deleteMany({ where: { householdId: viewer.householdId, id: userId } })
  })
}
