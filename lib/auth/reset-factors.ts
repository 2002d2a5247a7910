import { notFound } from '@/lib/core/errors'
import { asKeyHolder, enterHousehold } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { findEmail } from './email'

/**
 * For who has lost their devices: forgets a person's passkeys and authenticator app and ends all their login sessions, so that the
 * password proves who they are again. The operator's alone, because whoever can run it has the database anyway.
 * @throws AppError not_found
 */
export async function resetFactors(email: string, now = new Date()): Promise<{ passkeys: number; totp: number }> {
  const address = findEmail(email) ?? ''
  return asKeyHolder(address, async (db) => {
    const user = await db.user.findUnique({ where: { email: address }, select: { id: true, householdId: true } })
    if (!user) throw notFound('user')
    const { id: userId, householdId } = user
    await enterHousehold(db, householdId)
    const { count: passkeys } = await db.passkey.deleteMany({ where: { householdId, userId } })
    const { count: totp } = await db.totpFactor.deleteMany({ where: { householdId, userId } })
    await db.loginSession.updateMany({ where: { householdId, userId, revokedAt: null }, data: { revokedAt: now } })
    const facts = { byOperator: true }
    if (passkeys > 0) await recordAudit(db, { householdId, memberId: null, kind: 'passkey_removed', facts, now })
    if (totp > 0) await recordAudit(db, { householdId, memberId: null, kind: 'totp_removed', facts, now })
    return { passkeys, totp }
  })
}
