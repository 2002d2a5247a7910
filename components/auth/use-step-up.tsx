'use client'

import { useState, type ReactNode } from 'react'
import type { ActionResult } from '@/lib/core/result'
import type { StepUpMethod } from '@/lib/households/step-up-method'
import { StepUp } from './step-up-dialog'

type Wish = { readonly why: ReactNode; readonly answer: (isProven: boolean) => void }

/**
 * `withStepUp(() => action(input))` runs an action; when it wants a fresh proof the dialog asks for it and the action runs once more.
 * Closed without a proof, the refusal is the answer. Draw `dialog` somewhere.
 */
export function useStepUp(methods: readonly StepUpMethod[]) {
  const [wish, setWish] = useState<Wish | null>(null)

  async function withStepUp<Data>(act: () => Promise<ActionResult<Data>>, why: ReactNode = null): Promise<ActionResult<Data>> {
    const first = await act()
    if (first.ok || first.error.code !== 'step_up_needed') return first
    const isProven = await new Promise<boolean>((answer) => setWish({ why, answer }))
    setWish(null)
    return isProven ? act() : first
  }

  const dialog = (
    <StepUp isOpen={wish !== null} methods={methods} onDone={() => wish?.answer(true)} onClose={() => wish?.answer(false)}>
      {wish?.why}
    </StepUp>
  )
  return { withStepUp, dialog }
}
