import { Circle, CircleCheck, CircleHelp, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export type TimelineStep = {
  state: 'done' | 'run' | 'todo' | 'unsure' | 'failed'
  title: ReactNode
  sub?: ReactNode
  at?: ReactNode
  /** Below the text, over the whole width. */ detail?: ReactNode
}

const ICONS: Record<TimelineStep['state'], LucideIcon> = {
  done: CircleCheck,
  run: LoaderCircle,
  todo: Circle,
  unsure: CircleHelp,
  failed: CircleX,
}

/** Steps in time: a solid line between things that happened, dotted to what has not; a hollow ring for not yet. */
export function Timeline({ steps }: { steps: readonly TimelineStep[] }) {
  return (
    <ol className="line">
      {steps.map(({ state, title, sub, at, detail }, index) => {
        const Icon = ICONS[state]
        const isOpen = state !== 'done' || steps[index + 1]?.state === 'todo'
        return (
          <li key={index} className={isOpen ? `${state} open` : state}>
            <Icon className="ic l" aria-hidden="true" />
            <div>
              <p className="head">{title}</p>
              {sub && <p className="sub">{sub}</p>}
            </div>
            {at}
            {detail && <div className="col-start-2 -col-end-1">{detail}</div>}
          </li>
        )
      })}
    </ol>
  )
}
