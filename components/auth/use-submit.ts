'use client'

import { useState, useTransition, type FormEvent } from 'react'
import type { ActionResult } from '@/lib/core/result'

export type FormAction<Data> = (previous: ActionResult<Data> | null, form: FormData) => Promise<ActionResult<Data>>

export type Refusal = Extract<ActionResult<unknown>, { ok: false }>['error']

type Consequences<Data> = {
  /** May take its time; the form stays busy meanwhile. */
  onDone?: (data: Data, form: FormData) => void | Promise<void>
  onRefused?: (error: Refusal) => void
}

/**
 * Sends a form to an action and keeps the answer. Unlike a form's own `action` it leaves what was typed in place when
 * something has to be mended.
 */
export function useSubmit<Data>(action: FormAction<Data>, { onDone, onRefused }: Consequences<Data> = {}) {
  const [result, setResult] = useState<ActionResult<Data> | null>(null)
  const [isPending, startTransition] = useTransition()

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (isPending) return
    const form = new FormData(event.currentTarget)
    startTransition(async () => {
      const answer = await action(result, form)
      setResult(answer)
      if (answer.ok) await onDone?.(answer.data, form)
      else onRefused?.(answer.error)
    })
  }

  return { result, error: result?.ok === false ? result.error : null, isPending, onSubmit }
}
