import { useState } from 'react'
import type { ActionResult } from '@/lib/core/result'
import { useBusy } from './use-busy'
import type { Refusal } from './use-submit'

/** The request itself failed. */
export const NOT_REACHED: ActionResult<never> = { ok: false, error: { code: 'unavailable' } }

/** Sends one proof at a time and keeps why it was refused. */
export function useProof<Input>(prove: (input: Input) => Promise<ActionResult<null>>, onDone: () => void) {
  const [error, setError] = useState<Refusal | null>(null)
  const { isBusy, run } = useBusy()

  function send(input: Input): void {
    run(async () => {
      const answer = await prove(input).catch(() => NOT_REACHED)
      setError(answer.ok ? null : answer.error)
      if (answer.ok) onDone()
    })
  }

  return { run: send, error, isPending: isBusy }
}
