import { cookies } from 'next/headers'
import { cache } from 'react'
import type { Viewer } from '@/lib/households/viewer'
import { findViewerByToken } from './login-session'
import { cookieName } from './session-cookies'

/** Who is asking, read from the database once per request: a role taken away or a session ended holds from the next one. */
export const findViewer = cache(async (): Promise<Viewer | null> => {
  const token = (await cookies()).get(cookieName('saldo-session'))?.value
  return token ? findViewerByToken(token) : null
})
