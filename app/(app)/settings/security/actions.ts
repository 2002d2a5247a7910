'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { authedAction } from '@/lib/action'
import { lineField } from '@/lib/auth/new-user'
import { RegistrationAnswer } from '@/lib/auth/passkey-answers'
import { removePasskey, renamePasskey } from '@/lib/auth/passkeys'
import { addPasskey, beginPasskey } from '@/lib/auth/register-passkey'
import { beginTotp, confirmTotp, removeTotp } from '@/lib/auth/totp'
import { TotpCode } from '@/lib/auth/totp-code'

const PasskeyId = z.strictObject({ passkeyId: z.uuid() })
const NewPasskey = z.strictObject({ name: lineField(60), answer: RegistrationAnswer })
const PasskeyName = z.strictObject({ passkeyId: z.uuid(), name: lineField(60) })

export const startPasskey = authedAction(z.strictObject({}), { permission: 'read' }, (viewer) => beginPasskey(viewer))

export const savePasskey = authedAction(NewPasskey, { permission: 'read' }, async (viewer, input) => {
  await addPasskey(viewer, input)
  revalidatePath('/settings/security')
  return null
})

export const namePasskey = authedAction(PasskeyName, { permission: 'read' }, async (viewer, input) => {
  await renamePasskey(viewer, input)
  revalidatePath('/settings/security')
  return null
})

export const forgetPasskey = authedAction(PasskeyId, { permission: 'read' }, async (viewer, { passkeyId }) => {
  await removePasskey(viewer, passkeyId)
  revalidatePath('/settings/security')
  return null
})

export const startTotp = authedAction(z.strictObject({}), { permission: 'read' }, (viewer) => beginTotp(viewer))

export const saveTotp = authedAction(z.strictObject({ code: TotpCode }), { permission: 'read' }, async (viewer, { code }) => {
  await confirmTotp(viewer, code)
  revalidatePath('/settings/security')
  return null
})

export const forgetTotp = authedAction(z.strictObject({}), { permission: 'read' }, async (viewer) => {
  await removeTotp(viewer)
  revalidatePath('/settings/security')
  return null
})
