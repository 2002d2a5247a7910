'use client'

import type { AuthenticationResponseJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { createContext, useContext, type ReactNode } from 'react'
import type { ActionResult } from '@/lib/core/result'

/** The actions of app/(app)/step-up. */
export type StepUpActions = {
  readonly askPasskey: (input: Record<string, never>) => Promise<ActionResult<PublicKeyCredentialRequestOptionsJSON>>
  readonly provePasskey: (input: { answer: AuthenticationResponseJSON }) => Promise<ActionResult<null>>
  readonly proveCode: (input: { code: string }) => Promise<ActionResult<null>>
  readonly provePassword: (input: { password: string }) => Promise<ActionResult<null>>
}

const Context = createContext<StepUpActions | null>(null)

/** Given once by the layout: a proof can be asked for on any page. */
export function StepUpActionsProvider({ actions, children }: { actions: StepUpActions; children: ReactNode }) {
  return <Context value={actions}>{children}</Context>
}

export function useStepUpActions(): StepUpActions {
  const actions = useContext(Context)
  if (!actions) throw new Error('a proof needs a StepUpActionsProvider above it')
  return actions
}
