'use client'

import { useEffect, useState } from 'react'

export type Selection = {
  readonly isOn: boolean
  readonly ids: ReadonlySet<string>
  readonly start: () => void
  readonly stop: () => void
  readonly toggle: (id: string) => void
}

const NONE: ReadonlySet<string> = new Set()

/** Which rows are ticked; null while nobody selects. Escape ends it. */
export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null)
  const isOn = ids !== null

  useEffect(() => {
    if (!isOn) return
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setIds(null)
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [isOn])

  function toggle(id: string): void {
    setIds((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  }

  return { isOn, ids: ids ?? NONE, start: () => setIds(NONE), stop: () => setIds(null), toggle }
}
