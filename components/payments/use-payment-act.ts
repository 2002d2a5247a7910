import { useState } from 'react'
import { useStepUp } from '@/components/auth/use-step-up'
import type { AppErrorCode, FieldErrors } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import type { StepUpMethod } from '@/lib/households/step-up-method'
import { onlyOne } from './only-one'

/**
 * One action at a time; a proof is asked for where one is missing. `onDone` runs while the button is still busy, `onFields` answers
 * whether what is wrong is shown beside fields. Draw `dialog`.
 */
export function usePaymentAct(methods: readonly StepUpMethod[]) {
  const { withStepUp, dialog } = useStepUp(methods)
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, setPending] = useState(false)
  const [alone] = useState(onlyOne)

  function run<Data>(
    action: () => Promise<ActionResult<Data>>,
    onDone: (data: Data) => void | Promise<void>,
    onFields: (fields: FieldErrors) => boolean = () => false,
  ): Promise<void> {
    return alone(() => act(action, onDone, onFields))
  }

  async function act<Data>(
    action: () => Promise<ActionResult<Data>>,
    onDone: (data: Data) => void | Promise<void>,
    onFields: (fields: FieldErrors) => boolean,
  ): Promise<void> {
    setPending(true)
    setCode(null)
    try {
      const answer = await withStepUp(action)
      if (answer.ok) await onDone(answer.data)
      else if (answer.error.code !== 'step_up_needed' && !onFields(answer.error.fields ?? {})) setCode(answer.error.code)
    } catch {
      // The answer of our own server was lost: whatever it did stands on the page when it is drawn anew.
      setCode('unavailable')
    } finally {
      setPending(false)
    }
  }

  return { run, code, isPending, dialog }
}
