import { notFound } from '@/lib/core/errors'
import { isUuid, newId } from '@/lib/core/id'
import { asViewer } from '@/lib/db'
import { hashSecret, newSecret } from '@/lib/vault/secret'
import { recordAudit } from './audit'
import { parseRole } from './members'
import type { HouseholdRole, Viewer } from './viewer'

const INVITE_DAYS = 7
const DAY_MS = 86_400_000

export type InviteDto = {
  readonly id: string
  readonly label: string
  readonly role: HouseholdRole
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** Makes an invitation for one person. The token is in the answer and nowhere else: only its hash is stored. */
export async function createInvite(
  viewer: Viewer,
  { role, label }: { role: HouseholdRole; label: string },
  now = new Date(),
): Promise<{ id: string; token: string; expiresAt: Date }> {
  const token = newSecret()
  const id = newId(now)
  const expiresAt = new Date(now.getTime() + INVITE_DAYS * DAY_MS)
  await asViewer(viewer, async (db) => {
    await db.invite.create({
      data: {
        householdId: viewer.householdId,
        id,
        tokenHash: hashSecret(token),
        role,
        label,
        createdBy: viewer.memberId,
        createdAt: now,
        expiresAt,
      },
    })
    await recordAudit(db, { ...viewer, kind: 'member_invited', subjectId: id, facts: { role }, now })
  })
  return { id, token, expiresAt }
}

/** Invitations that still can be used, newest first. */
export async function listInvites(viewer: Viewer, now = new Date()): Promise<InviteDto[]> {
  const rows = await asViewer(viewer, (db) =>
    db.invite.findMany({
      where: { householdId: viewer.householdId, usedAt: null, revokedAt: null, expiresAt: { gt: now } },
      orderBy: { createdAt: 'desc' },
      select: { id: true, label: true, role: true, createdAt: true, expiresAt: true },
    }),
  )
  return rows.map((row) => ({ ...row, role: parseRole(row.role) }))
}

/** @throws AppError not_found when there is no such invitation waiting */
export async function revokeInvite(viewer: Viewer, inviteId: string, now = new Date()): Promise<void> {
  if (!isUuid(inviteId)) throw notFound('invite')
  await asViewer(viewer, async (db) => {
    const { count } = await db.invite.updateMany({
      where: { householdId: viewer.householdId, id: inviteId, usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    })
    if (count === 0) throw notFound('invite')
    await recordAudit(db, { ...viewer, kind: 'invite_revoked', subjectId: inviteId, now })
  })
}
