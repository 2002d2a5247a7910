import { cookies } from 'next/headers'
import { SESSION_DAYS_MAX } from './login-session'
import { cookieName, cookieOptions } from './session-cookies'

/** After a proof: this browser goes on with the new token. */
export async function replaceSessionCookie(token: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName('saldo-session'), token, { ...cookieOptions(), maxAge: SESSION_DAYS_MAX * 86_400 })
}
