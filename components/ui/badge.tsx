import type { ReactNode } from 'react'

/** A small word in a thin frame, such as "Beta" or a bank code. */
export function Badge({ children }: { children: ReactNode }) {
  return <span className="badge">{children}</span>
}
