import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export type Fact = { Icon: LucideIcon; text: ReactNode; sub?: ReactNode }

/** What holds now, one line each: whether money moved, what goes on working. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <ul className="facts">
      {facts.map(({ Icon, text, sub }, index) => (
        <li key={index}>
          <Icon className="ic" aria-hidden="true" />
          <span>
            {text}
            {sub && <span className="sub">{sub}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
