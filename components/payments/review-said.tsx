import type { ReactNode } from 'react'

/** One thing that is said of a payment: its word, what it is, and what that means. */
export function Said({ term, what, sub, isCode = false }: { term: string; what: ReactNode; sub?: ReactNode; isCode?: boolean }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd className={isCode ? 'code' : undefined}>
        {what}
        {sub && <span className="sub">{sub}</span>}
      </dd>
    </div>
  )
}
