'use client'

import { usePathname, useSearchParams } from 'next/navigation'

export type OpenRow = {
  readonly id: string | null
  /** The address with this row open. */
  readonly hrefOf: (id: string) => string
  readonly open: (id: string) => void
  readonly close: () => void
}

/** Which row's details are open, kept in the address so that it can be shared and the back button closes it. */
export function useOpenRow(): OpenRow {
  const pathname = usePathname()
  const params = useSearchParams()
  const id = params.get('row')

  function addressOf(row: string | null): string {
    const next = new URLSearchParams(params)
    if (row === null) next.delete('row')
    else next.set('row', row)
    return next.size > 0 ? `${pathname}?${next}` : pathname
  }

  function open(row: string): void {
    // From row to row the address changes in place: one step back closes the details.
    if (id === null) window.history.pushState(null, '', addressOf(row))
    else window.history.replaceState(null, '', addressOf(row))
  }

  return { id, hrefOf: addressOf, open, close: () => window.history.replaceState(null, '', addressOf(null)) }
}
