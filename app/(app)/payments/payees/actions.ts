'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { authedAction } from '@/lib/action'
import { payeeInput } from '@/lib/payments/payees/payee-dto'
import { removePayee, savePayee } from '@/lib/payments/payees/payees'

const pay = { permission: 'pay' } as const

/** The browser makes the id; a known one is an edit. */
export const keepPayee = authedAction(payeeInput, pay, async (viewer, payee) => {
  const { id } = await savePayee(viewer, payee, new Date())
  revalidatePath('/payments/payees')
  return { id }
})

export const forgetPayee = authedAction(z.strictObject({ payeeId: z.uuid() }), pay, async (viewer, { payeeId }) => {
  await removePayee(viewer, payeeId, new Date())
  revalidatePath('/payments/payees')
  return null
})
