import type { ActionResult } from '@/lib/core/result'
import type { PayForm } from '@/lib/payments/pages/pay-form'
import { isBlankLine } from './empty-form'
import { orUnavailable } from './or-unavailable'

export type SaveDraft = (input: { id: string; form: PayForm }) => Promise<ActionResult<null>>

/** `isThere`: there may be a draft of it, so that it can be given up. */
export type Kept = { readonly keeping: 'nothing' | 'keeping' | 'kept' | 'failed'; readonly isThere: boolean }

type Drafted = {
  readonly id: string
  readonly isOld: boolean
  readonly form: PayForm
  readonly saveDraft: SaveDraft
  readonly onChange: (kept: Kept) => void
}

/** Keeps what is typed as a draft under one id; who calls it says when. */
export function createDraftKeeper({ id, isOld, form: start, saveDraft, onChange }: Drafted) {
  let form = start
  let kept = start
  let isThere = isOld
  let isStopped = false

  /** Saves what is not saved yet; true when it did. An account looked at is no draft. */
  async function save(): Promise<boolean> {
    if (kept === form || isStopped) return false
    if (!isThere && form.lines.every(isBlankLine)) return false
    return saveNow()
  }

  async function saveNow(): Promise<boolean> {
    const before = kept
    kept = form
    isThere = true
    onChange({ keeping: 'keeping', isThere })
    const { ok } = await orUnavailable(() => saveDraft({ id, form }))
    // Tried again with the next key, and when the page is left.
    if (!ok) kept = before
    onChange({ keeping: ok ? 'kept' : 'failed', isThere })
    return ok
  }

  /** Gives the draft up. What would be saved meanwhile would come after it; refused, keeping goes on where it was. */
  async function discard(remove: () => Promise<ActionResult<null>>): Promise<ActionResult<null>> {
    isStopped = true
    const answer = await orUnavailable(remove)
    if (!answer.ok) {
      isStopped = false
      void save()
    }
    return answer
  }

  return {
    ...{ save, saveNow, discard },
    type: (next: PayForm) => {
      form = next
    },
    /** It has become a payment. */
    stop: () => {
      isStopped = true
    },
  }
}

export type DraftKeeper = ReturnType<typeof createDraftKeeper>
