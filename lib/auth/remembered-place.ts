import { cookies } from 'next/headers'
import { cleanLine } from '@/lib/core/text'
import type { SignedIn } from './check-credentials'
import { cookieName, cookieOptions } from './session-cookies'

const YEAR_SECONDS = 31_536_000

/** The household's name as this browser last knew it, for the sign-in page; a stranger's browser has none. */
export async function findRememberedPlace(): Promise<string | null> {
  const value = (await cookies()).get(cookieName('saldo-place'))?.value
  return value ? cleanLine(value, 80) : null
}

/** What a browser keeps of a person who signed in: where, and the mark that it is known. */
export async function rememberPlace({ knownMark, householdName }: SignedIn): Promise<void> {
  const jar = await cookies()
  const options = { ...cookieOptions(), maxAge: YEAR_SECONDS }
  jar.set(cookieName('saldo-known'), knownMark, options)
  jar.set(cookieName('saldo-place'), householdName, options)
}
