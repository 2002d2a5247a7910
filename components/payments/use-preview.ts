import { useEffect, useRef, useState } from 'react'
import type { FieldErrors } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import type { PaymentOrder } from '@/lib/payments/order'
import type { PaymentPreview } from '@/lib/payments/pages/payment-preview'

type Wiring = {
  readonly ask: (input: { order: PaymentOrder }) => Promise<ActionResult<PaymentPreview>>
  /** Something is in the way that only the server sees. */
  readonly onFields: (fields: FieldErrors) => void
}

/** What the household knows about an order, asked for once it is shown; null until then, and where it cannot be said. */
export function usePreview(order: PaymentOrder | null, wiring: Wiring): PaymentPreview | null {
  const [known, setKnown] = useState<{ key: string; preview: PaymentPreview } | null>(null)
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
      if (isOver || !answer) return
      if (answer.ok) setKnown({ key, preview: answer.data })
      else if (answer.error.fields && Object.keys(answer.error.fields).length > 0) latest.current.wiring.onFields(answer.error.fields)
    }
    void now.ask({ order: asked }).then(hear, () => hear(null))
    return () => {
      isOver = true
    }
  }, [key])
  return known !== null && known.key === key ? known.preview : null
}
