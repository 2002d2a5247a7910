import { Clock, Cloud } from 'lucide-react'
import type { ReactNode } from 'react'

/** One quiet line above a page: old numbers, or no connection. */
export function Strip({ kind, children }: { kind: 'stale' | 'offline'; children: ReactNode }) {
  const Icon = kind === 'offline' ? Cloud : Clock
  return (
    <div className="strip" role="status">
      <Icon className="ic" aria-hidden="true" />
      <span>{children}</span>
    </div>
  )
}
