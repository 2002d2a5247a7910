'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { authedAction } from '@/lib/action'
import { chooseAccounts } from '@/lib/bank-sessions/choose-accounts'
import { chooseInput } from '@/lib/bank-sessions/choose-input'
import { startDemo } from '@/lib/bank-sessions/demo'
import { endBankSession } from '@/lib/bank-sessions/end-bank-session'
import { refreshStale } from '@/lib/bank-sessions/refresh-stale'
import { removeDemo } from '@/lib/bank-sessions/remove-demo'
import { startBankSession } from '@/lib/bank-sessions/start-bank-session'
import { startInput } from '@/lib/bank-sessions/start-input'
import { syncNow } from '@/lib/bank-sessions/sync-now'

const bankSessionInput = z.object({ bankSessionId: z.uuid() })
const connectBanks = { permission: 'connect_banks' } as const

/** Answers the bank's address; the browser goes there itself, because no form of ours may lead off this site. */
export const startBank = authedAction(startInput, connectBanks, async (viewer, input, { psuContext, browserId }) => {
  const { url, host } = await startBankSession(viewer, input, { psuContext, browserId, now: new Date() })
  return { url, host }
})

export const keepChosenAccounts = authedAction(chooseInput, connectBanks, async (viewer, input, { psuContext }) => {
  const chosen = await chooseAccounts(viewer, input, { psuContext, now: new Date() })
  revalidatePath('/', 'layout')
  return chosen
})

export const readBankNow = authedAction(bankSessionInput, connectBanks, async (viewer, { bankSessionId }, { psuContext }) => {
  const now = new Date()
  await syncNow(viewer, bankSessionId, { psuContext, now })
  revalidatePath('/banks')
  return { wishedAt: now.getTime() }
})

/** Somebody opened the app. */
export const refreshStaleBanks = authedAction(z.object({}), connectBanks, async (viewer, _input, { psuContext }) => ({
  queued: await refreshStale(viewer, { psuContext, now: new Date() }),
}))

export const endBank = authedAction(bankSessionInput, connectBanks, async (viewer, { bankSessionId }) => {
  await endBankSession(viewer, bankSessionId, new Date())
  revalidatePath('/', 'layout')
  return null
})

export const fillWithDemo = authedAction(z.object({}), connectBanks, async (viewer, _input, { browserId }) => {
  await startDemo(viewer, { browserId, now: new Date() })
  revalidatePath('/', 'layout')
  return null
})

export const clearDemo = authedAction(z.object({}), connectBanks, async (viewer) => {
  await removeDemo(viewer)
  revalidatePath('/', 'layout')
  return null
})
