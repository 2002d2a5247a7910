'use server'

import { z } from 'zod'
import { publicAction } from '@/lib/action'
import { countAttempt } from '@/lib/auth/attempts'
import { DisplayFields, lineField, PersonFields } from '@/lib/auth/new-user'
import { setUp } from '@/lib/auth/set-up'
import { parseCurrency } from '@/lib/core/currency'
import { BASE_CURRENCIES } from '@/lib/households/display-options'

const SetUp = z.strictObject({
  token: z.string().max(100),
  ...PersonFields,
  ...DisplayFields,
  householdName: lineField(80),
  baseCurrency: z.enum(BASE_CURRENCIES),
})

export const setUpInstance = publicAction(SetUp, async ({ token, householdName, baseCurrency, ...user }, { ip }) => {
  await countAttempt(`setup|${ip ?? 'unknown'}`, { max: 30, windowSeconds: 900 })
  await setUp(token, user, { householdName, baseCurrency: parseCurrency(baseCurrency) })
  return null
})
