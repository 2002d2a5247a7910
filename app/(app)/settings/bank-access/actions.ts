'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { authedAction } from '@/lib/action'
import { removeBankApp } from '@/lib/bank-sessions/bank-apps'
import { draftBankApp, registerBankApp } from '@/lib/bank-sessions/draft-bank-app'
import { claimBankApp, saveBankApp, testBankApp } from '@/lib/bank-sessions/save-bank-app'
import { registerInput } from '@/lib/bank-sessions/register-input'

const PATH = '/settings/bank-access'
const connectBanks = { permission: 'connect_banks' } as const
const applicationId = z.string().min(1).max(200)

/** A key pasted or read from a file, with its id: tested, then kept sealed. */
export const saveOwnKey = authedAction(
  z.strictObject({ applicationId, privateKey: z.string().min(1).max(20_000) }),
  connectBanks,
  async (viewer, input) => {
    const saved = await saveBankApp(viewer, input, new Date())
    revalidatePath(PATH)
    return saved
  },
)

/** Makes a key here; answers the id of the application that waits to be registered. */
export const makeKey = authedAction(z.strictObject({}), connectBanks, async (viewer) => {
  const bankAppId = await draftBankApp(viewer, new Date())
  revalidatePath(PATH)
  return { bankAppId }
})

export const registerWithToken = authedAction(registerInput, connectBanks, async (viewer, input) => {
  const registration = await registerBankApp(viewer, input, new Date())
  if (registration.outcome === 'registered') await testBankApp(viewer, input.bankAppId, new Date())
  revalidatePath(PATH, 'layout')
  return registration
})

export const claimRegistered = authedAction(z.strictObject({ bankAppId: z.uuid(), applicationId }), connectBanks, async (viewer, input) => {
  const saved = await claimBankApp(viewer, input, new Date())
  revalidatePath(PATH, 'layout')
  return saved
})

/** Null: the installation's own application. */
export const testAccess = authedAction(z.strictObject({ bankAppId: z.uuid().nullable() }), connectBanks, async (viewer, { bankAppId }) => {
  const check = await testBankApp(viewer, bankAppId, new Date())
  revalidatePath(PATH, 'layout')
  return check
})

export const removeApplication = authedAction(z.strictObject({ bankAppId: z.uuid() }), connectBanks, async (viewer, { bankAppId }) => {
  await removeBankApp(viewer, bankAppId, new Date())
  revalidatePath(PATH, 'layout')
  return null
})
