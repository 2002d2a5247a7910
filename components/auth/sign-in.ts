import { APP_ERROR_CODES, type AppErrorCode } from '@/lib/core/errors'

/**
 * Signs this browser in through next-auth. Answers null and a fresh cookie, or the code of the refusal.
 * The library is fetched when it is needed: no other page carries it.
 */
export async function signInHere(credentials: { email: string; password: string; remember: boolean }): Promise<AppErrorCode | null> {
  const { email, password, remember } = credentials
  try {
    const { signIn } = await import('next-auth/react')
    const answer = await signIn('credentials', { redirect: false, email, password, remember: remember ? 'on' : 'off' })
    if (answer?.ok && !answer.error) return null
    const code = APP_ERROR_CODES.find((known) => known === answer?.error)
    return code ?? (answer?.error === 'CredentialsSignin' ? 'wrong_credentials' : 'unavailable')
  } catch {
    return 'unavailable'
  }
}
