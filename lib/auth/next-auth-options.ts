import type { NextAuthOptions } from 'next-auth'
import type { JWT } from 'next-auth/jwt'
import Credentials from 'next-auth/providers/credentials'
import { assert } from '@/lib/core/assert'
import { AppError } from '@/lib/core/errors'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { closeLoginSession, findViewerByToken, openLoginSession, SESSION_DAYS_MAX } from './login-session'
import { cookieName, cookieOptions, isSecure } from './session-cookies'
import { signInWithForm, signInWithPasskey, type SignInClaims } from './sign-in'

/** Either a sign-in that has just succeeded, or a session that was read back by its token. */
type Claims = JWT & { signedIn?: SignInClaims; opaque?: string }

/**
 * next-auth with opaque sessions: its Credentials provider knows only JWT sessions, so "encoding" writes a row of
 * `login_session` and answers a random token, and "decoding" looks the row up. A session can be ended at any moment.
 */
export function nextAuthOptions(): NextAuthOptions {
  return {
    secret: env().nextAuthSecret,
    useSecureCookies: isSecure(),
    cookies: {
      sessionToken: { name: cookieName('saldo-session'), options: cookieOptions() },
      csrfToken: { name: cookieName('saldo-csrf'), options: cookieOptions() },
      callbackUrl: { name: cookieName('saldo-callback'), options: cookieOptions() },
    },
    session: { strategy: 'jwt', maxAge: SESSION_DAYS_MAX * 86_400 },
    jwt: { encode: ({ token }) => encode(token ?? {}), decode: ({ token }) => decode(token ?? '') },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({ credentials: { email: {}, password: {}, code: {}, remember: {} }, authorize: authorizeBy(signInWithForm) }),
      Credentials({ id: 'passkey', credentials: { answer: {}, remember: {} }, authorize: authorizeBy(signInWithPasskey) }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { signedIn: user as unknown as SignInClaims } : token),
      session: ({ session, token }) => ({ expires: session.expires, user: { name: token.name } }),
      // Nobody is sent anywhere by a parameter; the pages decide where to go.
      redirect: () => env().appUrl,
    },
    events: {
      signOut: async ({ token }) => {
        const { opaque } = token as Claims
        if (opaque) await closeLoginSession(opaque)
      },
    },
    logger: {
      // A cookie whose session has ended is an everyday thing.
      error: (code) => (code === 'JWT_SESSION_ERROR' ? undefined : log.error('sign-in machinery failed', { code })),
      warn: () => undefined,
      debug: () => undefined,
    },
  }
}

function authorizeBy(signIn: (form: unknown) => Promise<SignInClaims>) {
  return async (form: unknown): Promise<SignInClaims> => {
    try {
      return await signIn(form)
    } catch (error) {
      // next-auth hands the message of an error to the page: it gets a code and never more.
      if (error instanceof AppError) throw new Error(codeFor(error), { cause: error })
      log.error('sign-in failed', { error })
      throw new Error('unavailable', { cause: error })
    }
  }
}

/** A code of the sign-in page: the address and the password were right, the code of the app was not. */
function codeFor({ code, fields }: AppError): string {
  return fields?.code ?? code
}

/** Called at a sign-in, and again whenever next-auth reads a session: only the first makes a token. */
async function encode(claims: Claims): Promise<string> {
  if (claims.opaque) return claims.opaque
  assert(claims.signedIn, 'a token is made only after the credentials were checked')
  const { id: userId, ...rest } = claims.signedIn
  return openLoginSession({ userId, ...rest })
}

async function decode(token: string): Promise<Claims | null> {
  const viewer = await findViewerByToken(token)
  return viewer && { opaque: token, name: viewer.name }
}
