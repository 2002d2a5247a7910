import type { ReactNode } from 'react'

/** Nothing here: one sentence, one action. */
export function Empty({ text, children }: { text: ReactNode; children?: ReactNode }) {
  return (
    <div className="py-5">
      <p className="text-muted">{text}</p>
      {children && <div className="actions stackable mt-4">{children}</div>}
    </div>
  )
}
