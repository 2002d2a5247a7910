import { useEffect, useState } from 'react'
import type { PayForm } from '@/lib/payments/pages/pay-form'
import { createDraftKeeper, type DraftKeeper, type Kept, type SaveDraft } from './draft-keeper'

/** Long enough not to ask at every key, short enough that closing the page loses nothing. */
const PAUSE_MS = 800

type Drafted = { id: string; /** Taken up again. */ isOld: boolean; form: PayForm; saveDraft: SaveDraft }

/**
 * Keeps what is typed as a draft, a moment after the last key and at once when the page is left. `stop` when it has become a payment.
 * The address then names the draft, so that a reload goes on with it.
 */
export function useDraft({ id, isOld, form, saveDraft }: Drafted): Kept & Pick<DraftKeeper, 'saveNow' | 'discard' | 'stop'> {
  const [kept, setKept] = useState<Kept>({ keeping: 'nothing', isThere: isOld })
  const [keeper] = useState(() => createDraftKeeper({ id, isOld, form, saveDraft, onChange: setKept }))
  const { saveNow, discard, stop } = keeper

  useEffect(() => {
    const save = () => void keeper.save().then((isKept) => isKept && nameDraft(id))
    const leave = () => document.visibilityState === 'hidden' && save()
    keeper.type(form)
    const timer = setTimeout(save, PAUSE_MS)
    document.addEventListener('visibilitychange', leave)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', leave)
    }
  }, [keeper, id, form])

  return { ...kept, saveNow, discard, stop }
}

function nameDraft(id: string): void {
  const url = new URL(window.location.href)
  if (url.pathname !== '/payments/new' || url.searchParams.get('draft') === id) return
  for (const wish of ['from', 'payee', 'copy']) url.searchParams.delete(wish)
  url.searchParams.set('draft', id)
  window.history.replaceState(null, '', url)
}
