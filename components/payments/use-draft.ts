import { useEffect, useRef, useState } from 'react'
import type { ActionResult } from '@/lib/core/result'
import type { PayForm } from '@/lib/payments/pages/pay-form'
import { isBlankLine } from './empty-form'

export type SaveDraft = (input: { id: string; form: PayForm }) => Promise<ActionResult<null>>
export type Keeping = 'nothing' | 'keeping' | 'kept' | 'failed'

/** Long enough not to ask at every key, short enough that closing the page loses nothing. */
const PAUSE_MS = 800

type Drafted = { id: string; /** Taken up again. */ isOld: boolean; form: PayForm; saveDraft: SaveDraft }

/**
 * Keeps what is typed as a draft, a moment after the last key and at once when the page is left. `stop` when it has become a payment.
 * The address then names the draft, so that a reload goes on with it.
 */
export function useDraft({ id, isOld, form, saveDraft }: Drafted) {
  const [keeping, setKeeping] = useState<Keeping>('nothing')
  const state = useRef({ kept: form, isStopped: false, /** There is a draft of it. */ isThere: isOld })

  useEffect(() => {
    const current = state.current
    if (current.kept === form || current.isStopped) return
    const save = () => {
      if (current.kept === form || current.isStopped) return
      // An account looked at is no draft yet.
      if (!current.isThere && form.lines.every(isBlankLine)) return
      current.kept = form
      current.isThere = true
      setKeeping('keeping')
      void keep(saveDraft, { id, form }).then((isKept) => {
        setKeeping(isKept ? 'kept' : 'failed')
        if (isKept) nameDraft(id)
      })
    }
    const timer = setTimeout(save, PAUSE_MS)
    const leave = () => document.visibilityState === 'hidden' && save()
    document.addEventListener('visibilitychange', leave)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', leave)
    }
  }, [id, form, saveDraft])

  async function keepNow(): Promise<boolean> {
    state.current.kept = form
    setKeeping('keeping')
    const isKept = await keep(saveDraft, { id, form })
    setKeeping(isKept ? 'kept' : 'failed')
    return isKept
  }

  function stop(): void {
    state.current.isStopped = true
  }

  return { keeping, keepNow, stop }
}

async function keep(saveDraft: SaveDraft, draft: { id: string; form: PayForm }): Promise<boolean> {
  try {
    return (await saveDraft(draft)).ok
  } catch {
    return false
  }
}

function nameDraft(id: string): void {
  const url = new URL(window.location.href)
  if (url.pathname !== '/payments/new' || url.searchParams.get('draft') === id) return
  for (const wish of ['from', 'payee', 'copy']) url.searchParams.delete(wish)
  url.searchParams.set('draft', id)
  window.history.replaceState(null, '', url)
}
