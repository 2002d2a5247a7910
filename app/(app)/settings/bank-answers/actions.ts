'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { authedAction } from '@/lib/action'
import { ANSWER_DAYS_MAX, ANSWER_DAYS_MIN, setAnswerDays } from '@/lib/households/answer-retention'
import { applyReplay, previewReplay } from '@/lib/sync/replay/replay'

const Days = z.strictObject({
  days: z.coerce.number({ error: 'invalid' }).int('invalid').min(ANSWER_DAYS_MIN, 'invalid').max(ANSWER_DAYS_MAX, 'invalid'),
})
const AccountId = z.strictObject({ accountId: z.uuid() })
const ReplayId = z.strictObject({ replayId: z.uuid() })

export const keepAnswersFor = authedAction(Days, { permission: 'manage_household' }, async (viewer, { days }) => {
  await setAnswerDays(viewer, days)
  revalidatePath('/settings/bank-answers')
  return null
})

/** Shows what reading the kept answers again would change; changes nothing. */
export const lookAgain = authedAction(AccountId, { permission: 'edit' }, (viewer, { accountId }) =>
  previewReplay(viewer, accountId, new Date()),
)

export const applyLook = authedAction(ReplayId, { permission: 'edit' }, async (viewer, { replayId }) => {
  const summary = await applyReplay(viewer, replayId, new Date())
  revalidatePath('/', 'layout')
  return summary
})
