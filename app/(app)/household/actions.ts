'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { authedAction } from '@/lib/action'
import { lineField } from '@/lib/auth/new-user'
import { removeUser } from '@/lib/auth/profile'
import { endAccessOfMember } from '@/lib/bank-sessions/end-access-of-member'
import { env } from '@/lib/env'
import { createInvite, revokeInvite } from '@/lib/households/invites'
import { changeRole, removeMember, renameHousehold } from '@/lib/households/members'

const Role = z.enum(['owner', 'adult', 'viewer'])
const Invite = z.strictObject({ label: lineField(60), role: Role })
const InviteId = z.strictObject({ inviteId: z.uuid() })
const MemberRole = z.strictObject({ memberId: z.uuid(), role: Role })
const MemberId = z.strictObject({ memberId: z.uuid() })
const Rename = z.strictObject({ householdName: lineField(80) })

/** The link is in this answer and nowhere else. */
export const inviteMember = authedAction(Invite, { permission: 'manage_household' }, async (viewer, input) => {
  const { token, expiresAt } = await createInvite(viewer, input)
  revalidatePath('/household')
  return { url: `${env().appUrl}/invite/${token}`, expiresAt: expiresAt.toISOString() }
})

export const takeInviteBack = authedAction(InviteId, { permission: 'manage_household' }, async (viewer, { inviteId }) => {
  await revokeInvite(viewer, inviteId)
  revalidatePath('/household')
  return null
})

export const changeMemberRole = authedAction(MemberRole, { permission: 'manage_household' }, async (viewer, input) => {
  await changeRole(viewer, input)
  revalidatePath('/household')
  return null
})

/** Out at once: first the membership, then the login, then the accesses to banks, which also end at the banks. */
export const removeFromHousehold = authedAction(MemberId, { permission: 'manage_household' }, async (viewer, { memberId }) => {
  const { userId } = await removeMember(viewer, memberId)
  await endAccessOfMember(viewer.householdId, memberId, new Date())
  if (userId) await removeUser(viewer, userId)
  revalidatePath('/household')
  return null
})

export const rename = authedAction(Rename, { permission: 'manage_household' }, async (viewer, { householdName }) => {
  await renameHousehold(viewer, householdName)
  revalidatePath('/', 'layout')
  return null
})
