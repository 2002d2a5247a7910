import type { ReactNode } from 'react'

/** A sum under a list: ink rule above; the list's last sum is closed by the double rule. */
export function SumLine({ label, isFinal = false, children }: { label: ReactNode; isFinal?: boolean; children: ReactNode }) {
  return (
    <p className={isFinal ? 'sumline final' : 'sumline'}>
      <span>{label}</span>
      {children}
    </p>
  )
}
