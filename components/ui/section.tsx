import { useId, type ReactNode } from 'react'
import { SectionHead } from './section-head'

/** A part of a page under its own heading; `aside` stands at the end of the heading's line. */
export function Section({
  title,
  aside,
  children,
  className = 'sec',
}: {
  title: ReactNode
  aside?: ReactNode
  children: ReactNode
  className?: string
}) {
  const id = useId()
  return (
    <section className={className} aria-labelledby={id}>
      <SectionHead id={id} title={title}>
        {aside}
      </SectionHead>
      {children}
    </section>
  )
}
