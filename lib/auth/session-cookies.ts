import { env } from '@/lib/env'

/** Over https every cookie of ours is bound to this one host by its name (RFC 6265bis `__Host-`). */
export function cookieName(
  name: 'saldo-session' | 'saldo-csrf' | 'saldo-callback' | 'saldo-browser' | 'saldo-known' | 'saldo-place' | 'saldo-challenge',
): string {
  return isSecure() ? `__Host-${name}` : name
}

/** Lax, because the return from a bank is a top-level navigation from another site. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() } as const
}

export function isSecure(): boolean {
  return env().appUrl.startsWith('https://')
}
