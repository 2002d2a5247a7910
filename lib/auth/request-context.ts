import { cookies, headers } from 'next/headers'
import type { PsuContext } from '@/lib/banking/port'
import { env } from '@/lib/env'
import { newSecret } from '@/lib/vault/secret'
import { clientAddress, isPublicAddress } from './peer-address'
import { cookieName, cookieOptions } from './session-cookies'

/** What of a request matters beyond its input: who is really there, from which browser, from where. */
export type RequestContext = {
  readonly psuContext: PsuContext | null
  readonly browserId: string
  readonly ip: string | null
}

type HeaderReader = { get(name: string): string | null }

/** The context of the running action. Gives the browser its id when it has none yet. */
export async function getRequestContext(): Promise<RequestContext> {
  const sent = await headers()
  return { psuContext: readPsuContext(sent), browserId: await getBrowserId(), ip: clientAddress(sent, env().trustedProxyHops) }
}

/** The real person behind this very request, for the bank; null when their address is not known or not public. */
export async function getPsuContext(): Promise<PsuContext | null> {
  return readPsuContext(await headers())
}

/** The browser's own secret, if it has one. Attempts to authorise at a bank are bound to it. */
export async function findBrowserId(): Promise<string | null> {
  const value = (await cookies()).get(cookieName('saldo-browser'))?.value
  return value && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null
}

/** The browser's own secret, made on first need. Only where cookies can be set: in actions and route handlers. */
export async function getBrowserId(): Promise<string> {
  const known = await findBrowserId()
  if (known) return known
  const made = newSecret()
  const jar = await cookies()
  jar.set(cookieName('saldo-browser'), made, { ...cookieOptions(), maxAge: YEAR_SECONDS })
  return made
}

const YEAR_SECONDS = 31_536_000

/** All or nothing: without a public address and a user agent there is no one to speak of. */
export function readPsuContext(sent: HeaderReader): PsuContext | null {
  const ipAddress = clientAddress(sent, env().trustedProxyHops)
  const userAgent = printable(sent.get('user-agent'))
  if (!ipAddress || !isPublicAddress(ipAddress) || !userAgent) return null
  const optional = {
    referer: printable(sent.get('referer')),
    accept: printable(sent.get('accept')),
    acceptCharset: printable(sent.get('accept-charset')),
    acceptEncoding: printable(sent.get('accept-encoding')),
    acceptLanguage: printable(sent.get('accept-language')),
  }
  return { ipAddress, userAgent, ...withoutAbsent(optional) }
}

/** Header values go on to a bank only when they are plain and short; anything else counts as not sent. */
function printable(value: string | null): string | undefined {
  return value !== null && /^[\x20-\x7e]{1,512}$/.test(value) ? value : undefined
}

function withoutAbsent<T extends Record<string, string | undefined>>(values: T) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: string }
}
