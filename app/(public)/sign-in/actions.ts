'use server'

import { z } from 'zod'
import { publicAction } from '@/lib/action'
import { countAttempt } from '@/lib/auth/attempts'
import { askPasskeySignIn } from '@/lib/auth/sign-in'

/** What this browser needs to offer its passkeys; whose they are is not asked. */
export const askPasskeys = publicAction(z.strictObject({}), async (_input, { ip, browserId }) => {
  await countAttempt(`passkeys|${ip ?? 'unknown'}`, { max: 200, windowSeconds: 900 })
  return askPasskeySignIn({ browserId })
})
