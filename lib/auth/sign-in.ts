import { cookies, headers } from 'next/headers'
import { z } from 'zod'
import { AppError } from '@/lib/core/errors'
import { cleanLine } from '@/lib/core/text'
import { CHALLENGE_MS } from './challenge'
import { checkCredentials, type Device, type SignedIn } from './check-credentials'
import { closeLoginSession } from './login-session'
import { AuthenticationAnswer } from './passkey-answers'
import { beginPasskeySignIn, checkPasskeySignIn } from './passkey-sign-in'
import { rememberPlace } from './remembered-place'
import { getRequestContext } from './request-context'
import { cookieName, cookieOptions } from './session-cookies'

const remember = z.string().max(10).optional()
const SignInForm = z.object({
  email: z.string().max(1_000),
  password: z.string().max(1_000),
  code: z.string().max(100).optional(),
  remember,
})
const PasskeyForm = z.object({ answer: z.string().max(30_000), remember })

/** What next-auth carries from the check of the credentials to the cookie. */
export type SignInClaims = { readonly id: string; readonly householdId: string; readonly remember: boolean; readonly userAgent: string }

/**
 * Signs a person in from the form next-auth received. A session this browser already had ends, so a token never outlives a
 * sign-in and a planted one is worth nothing.
 * @throws AppError wrong_credentials · step_up_needed when the code of an authenticator app is missing · too_many_attempts
 */
export async function signInWithForm(form: unknown): Promise<SignInClaims> {
  const parsed = SignInForm.safeParse(form)
  if (!parsed.success) throw new AppError('wrong_credentials')
  const { remember: wish, ...credentials } = parsed.data
  return enter(await checkCredentials(credentials, await readDevice()), wish)
}

/**
 * The same with a passkey, which says by itself whose it is.
 * @throws AppError wrong_credentials · too_many_attempts · not_allowed where browsers make no passkeys
 */
export async function signInWithPasskey(form: unknown): Promise<SignInClaims> {
  const parsed = PasskeyForm.safeParse(form)
  const answer = parsed.success ? AuthenticationAnswer.safeParse(readJson(parsed.data.answer)) : null
  if (!parsed.success || !answer?.success) throw new AppError('wrong_credentials')
  const jar = await cookies()
  const ticket = jar.get(cookieName('saldo-challenge'))?.value ?? null
  const signedIn = await checkPasskeySignIn({ answer: answer.data, ticket }, await readDevice())
  jar.delete(cookieName('saldo-challenge'))
  return enter(signedIn, parsed.data.remember)
}

/** The browser keeps the ticket of its ceremony where no script can read it. */
export async function askPasskeySignIn({ browserId }: { browserId: string }) {
  const { options, ticket } = await beginPasskeySignIn(browserId)
  const jar = await cookies()
  jar.set(cookieName('saldo-challenge'), ticket, { ...cookieOptions(), maxAge: CHALLENGE_MS / 1_000 })
  return options
}

async function readDevice(): Promise<Device> {
  const [jar, { ip, browserId }] = await Promise.all([cookies(), getRequestContext()])
  return { ip, browserId, knownMark: jar.get(cookieName('saldo-known'))?.value ?? null }
}

async function enter(signedIn: SignedIn, wish: string | undefined): Promise<SignInClaims> {
  const [jar, sent] = await Promise.all([cookies(), headers()])
  const previous = jar.get(cookieName('saldo-session'))?.value
  if (previous) await closeLoginSession(previous)
  await rememberPlace(signedIn)
  const userAgent = cleanLine(sent.get('user-agent'), 300) ?? ''
  return { id: signedIn.userId, householdId: signedIn.householdId, remember: wish === 'on', userAgent }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
