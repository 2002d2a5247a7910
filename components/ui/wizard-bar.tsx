import type { ReactNode } from 'react'

/** The buttons of a wizard's step: on the phone they stick to the bottom and the tab bar goes. */
export function WizardBar({ children }: { children: ReactNode }) {
  return <div className="wizard-bar actions stackable">{children}</div>
}
