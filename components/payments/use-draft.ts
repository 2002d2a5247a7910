import { useEffect, useRef, useState } from 'react'
import type { ActionResult } from '@/lib/core/result'
import type { PayForm } from '@/lib/payments/pages/pay-form'

export type SaveDraft = (input: { id: string; form: PayForm }) => Promise<ActionResult<null>>
export type Keeping = 'nothing' | 'keeping' | 'kept' | 'failed'

/** Long enough not to ask at every key, short enough that closing the page loses nothing. */
const PAUSE_MS = 800

/**
 * Keeps what is typed as a draft, a moment after the last key and at once when the page is left. `stop` when it has become a payment.
 * The address then names the draft, so that a reload goes on with it.
 */
export function useDraft({ id, form, saveDraft }: { id: string; form: PayForm; saveDraft: SaveDraft }) {
  const [keeping, setKeeping] = useState<Keeping>('nothing')
  const state = useRef({ kept: form, isStopped: false })

  useEffect(() => {
    const current = state.current
    if (current.kept === form || current.isStopped) return
    const save = () => {
      if (current.kept === form || current.isStopped) return
      current.kept = form
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
