import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const LOOKS = {
  info: { look: 'note', Icon: Info },
  warning: { look: 'note act', Icon: TriangleAlert },
  error: { look: 'note err', Icon: CircleX },
  done: { look: 'note fine', Icon: CircleCheck },
}

type NoticeProps = {
  kind?: keyof typeof LOOKS
  /** The fact, in bold. */ title?: ReactNode
  /** What to do. */ children?: ReactNode
  role?: 'alert' | 'status'
}

/** A fact and what to do about it. At most one warning per page. */
export function Notice({ kind = 'info', title, children, role }: NoticeProps) {
  const { look, Icon } = LOOKS[kind]
  return (
    <div className={look} role={role}>
      <Icon className="ic" aria-hidden="true" />
      <div>
        {title && (
          <p>
            <b>{title}</b>
          </p>
        )}
        {typeof children === 'string' ? <p>{children}</p> : children}
      </div>
    </div>
  )
}
