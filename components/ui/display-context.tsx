'use client'

import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { lookCookie, PRIVACY_COOKIE } from '@/lib/core/cookies'
import { DEFAULT_DISPLAY, type Display } from '@/lib/core/format'
import { dayIn } from '@/lib/core/format-day'

type DisplayContextValue = Display & { readonly setPrivate: (isPrivate: boolean) => void }

const DisplayContext = createContext<DisplayContextValue>({ ...DEFAULT_DISPLAY, setPrivate: () => undefined })

/** How amounts, days and times are written below here, and whether digits are shown at all. */
export function DisplayProvider({ display, children }: { display: Display; children: ReactNode }) {
  const [isPrivate, setIsPrivate] = useState(display.isPrivate)
  const today = useToday(display)
  useForgottenDigits(isPrivate)

  const value = useMemo(() => {
    function setPrivate(next: boolean): void {
      document.cookie = lookCookie(PRIVACY_COOKIE, next ? '1' : '0')
      setIsPrivate(next)
    }
    return { ...display, today, isPrivate, setPrivate }
  }, [display, today, isPrivate])

  return <DisplayContext value={value}>{children}</DisplayContext>
}

export function useDisplay(): DisplayContextValue {
  return useContext(DisplayContext)
}

/** The server's day until the page has been left and come back to, perhaps tomorrow. */
function useToday({ today, timeZone }: Display) {
  const [day, setDay] = useState(today)
  useEffect(() => {
    const refresh = () => setDay(dayIn(new Date(), timeZone))
    document.addEventListener('visibilitychange', refresh)
    return () => document.removeEventListener('visibilitychange', refresh)
  }, [timeZone])
  return day
}

/**
 * A page arrives with its data in inline scripts. They are spent once it has loaded, so hiding amounts
 * takes them out of the document too; otherwise the digits would still stand there.
 */
function useForgottenDigits(isPrivate: boolean): void {
  useEffect(() => {
    if (!isPrivate) return
    const forget = () => document.querySelectorAll('script:not([src])').forEach((script) => script.remove())
    if (document.readyState === 'complete') {
      forget()
      return
    }
    window.addEventListener('load', forget)
    return () => window.removeEventListener('load', forget)
  }, [isPrivate])
}
