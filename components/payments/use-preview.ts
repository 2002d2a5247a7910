import { useEffect, useRef, useState } from 'react'
import type { FieldErrors } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import type { PaymentOrder } from '@/lib/payments/order'
import type { PaymentPreview } from '@/lib/payments/pages/payment-preview'

type Wiring = {
  readonly ask: (order: PaymentOrder) => Promise<ActionResult<PaymentPreview>>
  /** Something is in the way that only the server sees. */
  readonly onFields: (fields: FieldErrors) => void
}

export type Previewed = {
  /** Null until it is known, and where it cannot be said. */
  readonly preview: PaymentPreview | null
  /** Something may still have to be read before a press. */
  readonly isPending: boolean
}

/**
 * After this the button can be pressed although the check does not answer: it is made again when the payment is sent. Requests of a page
 * go one after another, so a press is kept and leaves once the check has ended, well or badly.
 */
const WAITS_MS = 4_000

/** What the household knows about an order, asked for once it is shown. */
export function usePreview(order: PaymentOrder | null, wiring: Wiring): Previewed {
  const [known, setKnown] = useState<{ key: string; preview: PaymentPreview | null } | null>(null)
  const key = order && JSON.stringify(order)
  const latest = useRef({ order, wiring })
  useEffect(() => {
    latest.current = { order, wiring }
  })
  useEffect(() => {
    const { order: asked, wiring: now } = latest.current
    if (key === null || !asked) return
    let isOver = false
    const hear = (answer: ActionResult<PaymentPreview> | null) => {
      if (isOver) return
      setKnown({ key, preview: answer?.ok ? answer.data : null })
      if (!answer || answer.ok) return
      if (answer.error.fields && Object.keys(answer.error.fields).length > 0) latest.current.wiring.onFields(answer.error.fields)
    }
    const late = setTimeout(() => hear(null), WAITS_MS)
    void now
      .ask(asked)
      .then(hear, () => hear(null))
      .finally(() => clearTimeout(late))
    return () => {
      isOver = true
      clearTimeout(late)
    }
  }, [key])
  const isKnown = known !== null && known.key === key
  return { preview: isKnown ? known.preview : null, isPending: !isKnown }
}
