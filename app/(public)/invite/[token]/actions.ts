'use server'

import { z } from 'zod'
import { publicAction } from '@/lib/action'
import { acceptInvite } from '@/lib/auth/accept-invite'
import { countAttempt } from '@/lib/auth/attempts'
import { DisplayFields, PersonFields } from '@/lib/auth/new-user'

const AcceptInvite = z.strictObject({ token: z.string().max(100), ...PersonFields, ...DisplayFields })

export const acceptInvitation = publicAction(AcceptInvite, async ({ token, ...user }, { ip }) => {
  await countAttempt(`invite|${ip ?? 'unknown'}`, { max: 30, windowSeconds: 900 })
  await acceptInvite(token, user)
  return null
})
