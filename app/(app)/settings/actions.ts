'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { authedAction } from '@/lib/action'
import { revokeLoginSession, revokeOtherLoginSessions } from '@/lib/auth/login-session'
import { DisplayFields, PersonFields } from '@/lib/auth/new-user'
import { changePassword, changeProfile } from '@/lib/auth/profile'

const Profile = z.strictObject({ name: PersonFields.name, ...DisplayFields })
const NewPassword = z.strictObject({ currentPassword: PersonFields.password, newPassword: PersonFields.password })
const LoginSessionId = z.strictObject({ loginSessionId: z.uuid() })

export const saveProfile = authedAction(Profile, { permission: 'read' }, async (viewer, profile) => {
  await changeProfile(viewer, profile)
  revalidatePath('/', 'layout')
  return null
})

export const savePassword = authedAction(NewPassword, { permission: 'read' }, async (viewer, passwords) => {
  await changePassword(viewer, passwords)
  revalidatePath('/settings/security')
  return null
})

export const signOutDevice = authedAction(LoginSessionId, { permission: 'read' }, async (viewer, { loginSessionId }) => {
  await revokeLoginSession(viewer, loginSessionId)
  revalidatePath('/settings/security')
  return null
})

export const signOutOthers = authedAction(z.strictObject({}), { permission: 'read' }, async (viewer) => {
  const count = await revokeOtherLoginSessions(viewer)
  revalidatePath('/settings/security')
  return { count }
})
