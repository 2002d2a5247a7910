'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { annotateTransaction, NAME_LENGTH_MAX, NOTE_LENGTH_MAX } from '@/lib/accounts/annotate-transaction'
import { authedAction } from '@/lib/action'

const annotation = z.object({
  transactionId: z.uuid(),
  name: z.string().max(NAME_LENGTH_MAX).nullish(),
  note: z.string().max(NOTE_LENGTH_MAX).nullish(),
  category: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .nullish(),
})

export const annotate = authedAction(annotation, { permission: 'edit' }, async (viewer, { transactionId, ...words }) => {
  await annotateTransaction(viewer, transactionId, words)
  revalidatePath('/')
  return null
})
