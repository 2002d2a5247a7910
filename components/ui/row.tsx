import Link from 'next/link'
import type { ReactNode } from 'react'

type RowProps = {
  name: ReactNode
  sub?: ReactNode
  /** An icon of class `ic`, a tile or a face. */ lead?: ReactNode
  /** At the end: an amount or a state. */ end?: ReactNode
  href?: string
}

/**
 * One line of a list: name, muted second line, and what stands at the end. With `href` the whole row is the link; it is not
 * fetched ahead, because a list of fifty would ask fifty times.
 */
export function Row({ name, sub, lead, end, href }: RowProps) {
  const look = lead ? 'row i' : 'row'
  const content = (
    <>
      {lead}
      <span className="min-w-0">
        <span className="name cut">{name}</span>
        {sub && <span className="sub cut">{sub}</span>}
      </span>
      <span className="text-end">{end}</span>
    </>
  )
  if (!href) return <div className={look}>{content}</div>
  return (
    <Link className={look} href={href} prefetch={false}>
      {content}
    </Link>
  )
}
