import { cookies, headers } from 'next/headers'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { cleanLine } from '@/lib/core/text'
import { checkCredentials } from './check-credentials'
import { closeLoginSession } from './login-session'
import { rememberPlace } from './remembered-place'
import { getRequestContext } from './request-context'
import { cookieName } from './session-cookies'

const SignInForm = z.object({ email: z.string().max(1_000), password: z.string().max(1_000), remember: z.string().max(10).optional() })

/** What next-auth carries from the check of the credentials to the cookie. */
export type SignInClaims = { readonly id: string; readonly householdId: string; readonly remember: boolean; readonly userAgent: string }

/**
 * Signs a person in from the form next-auth received. A session this browser already had ends, so a token never outlives a
 * sign-in and a planted one is worth nothing.
 * @throws AppError wrong_credentials · too_many_attempts
 */
export async function signInWithForm(form: unknown): Promise<SignInClaims> {
  const parsed = SignInForm.safeParse(form)
  if (!parsed.success) throw new AppError('wrong_credentials')
  const { email, password, remember } = parsed.data
  const [jar, sent, { ip, browserId }] = await Promise.all([cookies(), headers(), getRequestContext()])
  const knownMark = jar.get(cookieName('saldo-known'))?.value ?? null
  const signedIn = await checkCredentials({ email, password }, { ip, browserId, knownMark })
  const previous = jar.get(cookieName('saldo-session'))?.value
  if (previous) await closeLoginSession(previous)
  await rememberPlace(signedIn)
  const userAgent = cleanLine(sent.get('user-agent'), 300) ?? ''
  return { id: signedIn.userId, householdId: signedIn.householdId, remember: remember === 'on', userAgent }
}
