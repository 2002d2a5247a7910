import { AppError } from '@/lib/core/errors'
import { asKeyHolder, enterHousehold, type Db } from '@/lib/db'
import { parseRole } from '@/lib/households/members'
import type { HouseholdRole } from '@/lib/households/viewer'
import { hashSecret } from '@/lib/vault/secret'
import { hashNewPassword, insertUser, type NewUser } from './new-user'

export type OpenInvite = {
  readonly householdName: string
  readonly inviterName: string
  readonly role: HouseholdRole
  readonly expiresAt: Date
}

/** The invitation a token names, while it can be used; null otherwise, for whatever reason. */
export async function findOpenInvite(token: string, now = new Date()): Promise<OpenInvite | null> {
  return asKeyHolder(hashSecret(token), async (db) => {
    const invite = await db.invite.findFirst({
      where: { tokenHash: hashSecret(token), usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    })
    if (!invite) return null
    await enterHousehold(db, invite.householdId)
    const household = await db.household.findUniqueOrThrow({ where: { id: invite.householdId }, select: { name: true } })
    const inviter = await db.member.findFirst({ where: { householdId: invite.householdId, id: invite.createdBy }, select: { name: true } })
    const { expiresAt } = invite
    return { householdName: household.name, inviterName: inviter?.name ?? '', role: parseRole(invite.role), expiresAt }
  })
}

/**
 * Makes the invited person a member. The invitation is used in the same transaction, so of many at once one wins.
 * @throws AppError expired when it cannot be used · conflict when the address is taken · invalid_input for a weak password
 */
export async function acceptInvite(token: string, user: NewUser, now = new Date()): Promise<void> {
  const open = await findOpenInvite(token, now)
  if (!open) throw new AppError('expired', 'the invitation cannot be used')
  const passwordHash = await hashNewPassword(user.password, [user.name, user.email, open.householdName])
  await asKeyHolder(hashSecret(token), async (db) => {
    const invite = await takeInvite(db, token, now)
    await insertUser(db, user, { householdId: invite.householdId, role: parseRole(invite.role), passwordHash, now })
  })
}

async function takeInvite(db: Db, token: string, now: Date) {
  const invite = await db.invite.findFirst({ where: { tokenHash: hashSecret(token) }, select: { householdId: true, id: true, role: true } })
  if (!invite) throw new AppError('expired')
  await enterHousehold(db, invite.householdId)
  const { count } = await db.invite.updateMany({
    where: { householdId: invite.householdId, id: invite.id, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { usedAt: now },
  })
  if (count !== 1) throw new AppError('expired', 'the invitation was used, revoked or is over')
  return invite
}
