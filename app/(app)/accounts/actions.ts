'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { archiveAccount, pinBalance, renameAccount } from '@/lib/accounts/edit-account'
import { authedAction } from '@/lib/action'
import { ACCOUNT_LEVELS, includeInTotals, shareAccount } from '@/lib/households/access'
import { decideUnshared } from '@/lib/households/decide-unshared'

const accountId = z.uuid()
const edit = { permission: 'edit' } as const

export const rename = authedAction(z.object({ accountId, name: z.string().max(200) }), edit, async (viewer, input) => {
  await renameAccount(viewer, input)
  revalidatePath('/', 'layout')
  return null
})

export const archive = authedAction(z.object({ accountId, archived: z.boolean() }), edit, async (viewer, input) => {
  await archiveAccount(viewer, input)
  revalidatePath('/', 'layout')
  return null
})

export const pin = authedAction(z.object({ accountId, type: z.string().min(1).max(40).nullable() }), edit, async (viewer, input) => {
  await pinBalance(viewer, input)
  revalidatePath('/', 'layout')
  return null
})

export const share = authedAction(z.object({ accountId, share: z.enum(ACCOUNT_LEVELS) }), edit, async (viewer, input) => {
  await shareAccount(viewer, input)
  revalidatePath('/', 'layout')
  return null
})

/** One's own totals are one's own affair: whoever may look may choose. */
export const include = authedAction(z.object({ accountId, include: z.boolean() }), { permission: 'read' }, async (viewer, input) => {
  await includeInTotals(viewer, input)
  revalidatePath('/', 'layout')
  return null
})

/** Answers the question about an account that its bank no longer shares. */
export const countUnshared = authedAction(z.object({ accountId, include: z.boolean() }), { permission: 'read' }, async (viewer, input) => {
  await decideUnshared(viewer, input, new Date())
  revalidatePath('/', 'layout')
  return null
})
