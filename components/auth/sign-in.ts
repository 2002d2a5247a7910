import type { AuthenticationResponseJSON } from '@simplewebauthn/browser'
import { APP_ERROR_CODES, type AppErrorCode } from '@/lib/core/errors'

type Credentials = {
  email: string
  password: string
  /** Of the authenticator app, once it was asked for. */ code?: string
  remember: boolean
}

/** Why it was refused; `wrong_code` when only the code of the app was wrong. */
export type SignInRefusal = AppErrorCode | 'wrong_code'

/** Signs this browser in through next-auth. Answers null and a fresh cookie, or the code of the refusal. */
export function signInHere({ remember, code = '', email, password }: Credentials): Promise<SignInRefusal | null> {
  return ask('credentials', { email, password, code, remember: remember ? 'on' : 'off' })
}

/** The same with what the device answered for a passkey. */
export function signInWithAnswer(answer: AuthenticationResponseJSON, { remember }: { remember: boolean }): Promise<SignInRefusal | null> {
  return ask('passkey', { answer: JSON.stringify(answer), remember: remember ? 'on' : 'off' })
}

/** The library is fetched when it is needed: no other page carries it. */
async function ask(provider: 'credentials' | 'passkey', fields: Record<string, string>): Promise<SignInRefusal | null> {
  try {
    const { signIn } = await import('next-auth/react')
    const answer = await signIn(provider, { redirect: false, ...fields })
    if (answer?.ok && !answer.error) return null
    const code = [...APP_ERROR_CODES, 'wrong_code' as const].find((known) => known === answer?.error)
    return code ?? (answer?.error === 'CredentialsSignin' ? 'wrong_credentials' : 'unavailable')
  } catch {
    return 'unavailable'
  }
}
