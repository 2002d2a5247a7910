'use client'

import { useEffect } from 'react'
import { lookCookie } from '@/lib/core/cookies'

/** Tells the server this device's time zone from the next request on, for visitors who have no setting of their own. */
export function RememberTimeZone({ cookie }: { cookie: string }) {
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    if (timeZone) document.cookie = lookCookie(cookie, timeZone)
  }, [cookie])
  return null
}
