'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

/** A link of the main navigation that knows whether its place is the current one. */
export function NavLink({
  href,
  also = [],
  except,
  className,
  children,
}: {
  href: string
  /** Other places that belong to this one. */ also?: readonly string[]
  /** One that does not, although its address begins so. */ except?: string
  className?: string
  children: ReactNode
}) {
  const path = usePathname()
  const isIn = (place: string) => (place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`))
  const isCurrent = [href, ...also].some(isIn) && !(except !== undefined && isIn(except))
  return (
    <Link className={className} href={href} aria-current={isCurrent ? (path === href ? 'page' : 'true') : undefined}>
      {children}
    </Link>
  )
}
