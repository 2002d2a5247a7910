'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const EVERY_MS = 3_000

/** Draws the page anew every few seconds while something on it is going on and the person is looking. */
export function RefreshWhile({ isGoingOn }: { isGoingOn: boolean }) {
  const router = useRouter()
  useEffect(() => {
    if (!isGoingOn) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [isGoingOn, router])
  return null
}
