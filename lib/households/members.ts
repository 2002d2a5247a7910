import { AppError, notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { asViewer, type Db } from '@/lib/db'
import { recordAudit } from './audit'
import type { HouseholdRole, Viewer } from './viewer'

export type MemberDto = {
  readonly id: string
  readonly name: string
  readonly role: HouseholdRole
  readonly isYou: boolean
  readonly isDemo: boolean
  readonly joinedAt: Date
}

/** The members of the viewer's household, in the order they came. */
export async function listMembers(viewer: Viewer): Promise<MemberDto[]> {
  const rows = await asViewer(viewer, (db) =>
    db.member.findMany({
      where: { householdId: viewer.householdId, removedAt: null },
      orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true, role: true, isDemo: true, joinedAt: true },
    }),
  )
  return rows.map((row) => ({ ...row, role: parseRole(row.role), isYou: row.id === viewer.memberId }))
}

/** @throws AppError not_found · conflict when the household would be left without an owner */
export async function changeRole(viewer: Viewer, { memberId, role }: { memberId: string; role: HouseholdRole }): Promise<void> {
  await asViewer(viewer, async (db) => {
    const member = await lockMember(db, viewer, memberId)
    if (member.role === role) return
    if (member.role === 'owner') await keepAnOwner(db, viewer, memberId)
    await db.member.update({ where: { householdId_id: { householdId: viewer.householdId, id: memberId } }, data: { role } })
    await recordAudit(db, { ...viewer, kind: 'role_changed', subjectId: memberId, facts: { from: member.role, to: role } })
  })
}

/**
 * Ends a membership: from the next request on that person is nobody here. Their login (lib/auth) and their bank sessions
 * (lib/bank-sessions) are ended by the caller. Answers the user behind the member, if there is one.
 * @throws AppError not_found · conflict when the household would be left without an owner
 */
export async function removeMember(viewer: Viewer, memberId: string, now = new Date()): Promise<{ userId: string | null }> {
  return asViewer(viewer, async (db) => {
    const member = await lockMember(db, viewer, memberId)
    if (member.role === 'owner') await keepAnOwner(db, viewer, memberId)
    await db.member.update({
      where: { householdId_id: { householdId: viewer.householdId, id: memberId } },
      data: { removedAt: now, userId: null },
    })
    await recordAudit(db, { ...viewer, kind: 'member_removed', subjectId: memberId, now })
    return { userId: member.userId }
  })
}

export async function renameHousehold(viewer: Viewer, name: string): Promise<void> {
  await asViewer(viewer, async (db) => {
    await db.household.update({ where: { id: viewer.householdId }, data: { name } })
    await recordAudit(db, { ...viewer, kind: 'household_renamed' })
  })
}

export function parseRole(text: string): HouseholdRole {
  return text === 'owner' || text === 'adult' ? text : 'viewer'
}

/** Takes the household's owners first, so that two owners removing each other wait for one another. */
async function lockMember(db: Db, viewer: Viewer, memberId: string) {
  if (!isUuid(memberId)) throw notFound('member')
  const rows = await db.$queryRaw<{ id: string; role: string; user_id: string | null }[]>`
    SELECT id::text, role, user_id::text FROM member
     WHERE household_id = ${viewer.householdId}::uuid AND removed_at IS NULL AND (role = 'owner' OR id = ${memberId}::uuid)
     ORDER BY id FOR UPDATE`
  const member = rows.find((row) => row.id === memberId)
  if (!member) throw notFound('member')
  return { role: parseRole(member.role), userId: member.user_id }
}

async function keepAnOwner(db: Db, viewer: Viewer, memberId: string): Promise<void> {
  const others = await db.member.count({
    where: { householdId: viewer.householdId, role: 'owner', removedAt: null, isDemo: false, id: { not: memberId } },
  })
  if (others === 0) throw new AppError('conflict', 'the last owner stays')
}
