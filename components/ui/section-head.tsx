import type { ReactNode } from 'react'

type SectionHeadProps = {
  id?: string
  title: ReactNode
  level?: 2 | 3
  /** A link or an amount at the end of the line. */ children?: ReactNode
}

/** A heading with the grey rule below it. */
export function SectionHead({ id, title, level = 2, children }: SectionHeadProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <div className="sechead">
      <Heading id={id}>{title}</Heading>
      {children}
    </div>
  )
}
