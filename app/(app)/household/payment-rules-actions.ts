'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { authedAction } from '@/lib/action'
import { AppError } from '@/lib/core/errors'
import { parseMoney } from '@/lib/core/money'
import { setHouseholdRules, setMemberLimits } from '@/lib/households/payment-rules'
import type { Viewer } from '@/lib/households/viewer'

/** Decimal text in the household's currency; "" for no limit. */
const Sum = z
  .string()
  .max(20, 'too_long')
  .regex(/^(\d+(\.\d+)?)?$/, 'not_an_amount')

const HouseholdRules = z.strictObject({ approvalAbove: Sum, payeesListedOnly: z.boolean() })
const Limits = z.strictObject({ memberId: z.uuid(), singleLimit: Sum, dailyLimit: Sum })

export const saveHouseholdRules = authedAction(HouseholdRules, { permission: 'manage_household' }, async (viewer, input) => {
  const { approvalAbove, payeesListedOnly } = input
  await setHouseholdRules(viewer, { approvalAboveMinor: readSum(viewer, 'approvalAbove', approvalAbove), payeesListedOnly })
  revalidatePath('/household')
  return null
})

export const saveMemberLimits = authedAction(Limits, { permission: 'manage_household' }, async (viewer, input) => {
  await setMemberLimits(viewer, {
    memberId: input.memberId,
    singleLimitMinor: readSum(viewer, 'singleLimit', input.singleLimit),
    dailyLimitMinor: readSum(viewer, 'dailyLimit', input.dailyLimit),
  })
  revalidatePath('/household')
  return null
})

function readSum({ baseCurrency }: Viewer, field: string, text: string): bigint | null {
  try {
    return text === '' ? null : parseMoney(text, baseCurrency).minor
  } catch (cause) {
    throw new AppError('invalid_input', 'not a sum', { [field]: 'not_an_amount' }, { cause })
  }
}
