import { useState, useTransition } from 'react'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'

/** Runs one action at a time and keeps why it was refused; `onDone` runs after a success while the button is still busy. */
export function useAct<Input, Data>(action: (input: Input) => Promise<ActionResult<Data>>, onDone: (data: Data) => void) {
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, startTransition] = useTransition()

  function run(input: Input): void {
    if (isPending) return
    startTransition(async () => {
      const answer = await action(input)
      setCode(answer.ok ? null : answer.error.code)
      if (answer.ok) onDone(answer.data)
    })
  }

  return { run, code, isPending }
}
