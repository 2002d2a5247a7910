'use client'

import { useEffect, useState, type ReactNode } from 'react'

type PassingProps = { /** The names in the address that brought it. */ names: readonly string[]; children: ReactNode }

/**
 * Something that is said once: its names leave the address, so that a reload, a bookmark or "Back" says it no more. It stays while the
 * page does, also when that is drawn anew.
 */
export function Passing({ names, children }: PassingProps) {
  const [said] = useState(children)
  const gone = names.join(' ')
  useEffect(() => {
    // The router takes part in changes of the address only once all of the page is there.
    const timer = setTimeout(() => {
      const url = new URL(window.location.href)
      if (!gone.split(' ').some((name) => url.searchParams.has(name))) return
      for (const name of gone.split(' ')) url.searchParams.delete(name)
      window.history.replaceState(null, '', url)
    })
    return () => clearTimeout(timer)
  }, [gone])
  return said
}
