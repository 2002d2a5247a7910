import { useRef, useState, useTransition } from 'react'
import type { CheckedCredentials } from '@/lib/bank-sessions/check-credentials'
import type { AppErrorCode, FieldErrors } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import { newId } from '@/lib/core/id'
import type { PaymentOrder, PaymentSubmission } from '@/lib/payments/order'
import { credentialErrorsOf, splitCredentialErrors } from '@/lib/payments/credential-errors'
import type { TypedCredentials } from '@/lib/payments/credentials-input'
import { leaveFor } from './leave-for'
import { onlyOne } from './only-one'
import { orUnavailable } from './or-unavailable'
import { formFieldOf } from './refused-field'

/** What became of "Confirm". */
export type SendOutcome =
  | { readonly kind: 'page'; readonly url: string; readonly host: string }
  | { readonly kind: 'refused'; readonly field: string | null; readonly bankCode: string | null; readonly attempts: number }
  | { readonly kind: 'held' | 'by_hand' | 'lost' | 'unusable' | 'in_progress' | 'sent' }

export type SendInput = Required<PaymentSubmission> & {
  /** What the bank's way to sign in asks for beforehand; kept nowhere. */
  readonly credentials: TypedCredentials | null
  /** How many refusals of this one the person has seen: a request that comes late or twice starts no other attempt. */
  readonly attempts: number
}
export type SendPayment = (input: SendInput) => Promise<ActionResult<SendOutcome>>

/** Why the person is still here. `bank`: it refused before it made anything. */
export type Refusal =
  { readonly kind: 'code'; readonly code: AppErrorCode } | { readonly kind: 'bank'; readonly bankCode: string | null } | null

/** `refused`: the order the bank refused under this id, and the id of another one. `replaces`: the refused payment, until this one is made. */
type Intent = {
  readonly id: string
  readonly replaces: string | null
  readonly refused: { readonly order: string; readonly nextId: string } | null
  readonly attempts: number
}

const NOTHING_WRONG: FieldErrors = {}

type Wiring = {
  /** The id made when the form was opened. */
  readonly id: string
  readonly send: (input: SendInput) => Promise<ActionResult<SendOutcome>>
  readonly onFields: (fields: FieldErrors) => void
  readonly onGone: () => void
}

/**
 * Sends an order under one id, however often the button is pressed. Only after the bank has plainly refused, and only for another order,
 * a new id is made, and the refused payment is withdrawn in the same request before the new one exists.
 */
export function useSend({ id, send, onFields, onGone }: Wiring) {
  const [next, setNext] = useState<{ url: string; host: string } | null>(null)
  const [refusal, setRefusal] = useState<Refusal>(null)
  const [credentialErrors, setCredentialErrors] = useState<FieldErrors>(NOTHING_WRONG)
  const [isPending, startTransition] = useTransition()
  const intent = useRef<Intent>({ id, replaces: null, refused: null, attempts: 0 })
  const [alone] = useState(onlyOne)

  function intentOf(order: PaymentOrder): Intent {
    const { id: before, refused } = intent.current
    if (refused === null || refused.order === JSON.stringify(order)) return intent.current
    return { id: refused.nextId, replaces: before, refused: null, attempts: 0 }
  }

  /** What "Confirm" would send. */
  function submissionOf(order: PaymentOrder): Required<PaymentSubmission> {
    const { id: current, replaces } = intentOf(order)
    return { id: current, order, replaces }
  }

  /** `check` answers what was typed for the bank. */
  function confirm(order: PaymentOrder, check: () => Promise<CheckedCredentials>): void {
    setRefusal(null)
    setCredentialErrors(NOTHING_WRONG)
    startTransition(() => alone(() => checkAndSend(order, check)))
  }

  async function checkAndSend(order: PaymentOrder, check: () => Promise<CheckedCredentials>): Promise<void> {
    const checked = await orUnavailable(async () => ({ ok: true, data: await check() }))
    if (!checked.ok) return refuse(checked.error)
    const { values: credentials, errors } = checked.data
    if (Object.keys(errors).length > 0) return setCredentialErrors(errors)
    intent.current = intentOf(order)
    // Where our own server does not answer: whatever it did, the same id asked again finds it.
    const answer = await orUnavailable(() => send({ ...submissionOf(order), credentials, attempts: intent.current.attempts }))
    if (!answer.ok) return refuse(answer.error)
    await follow(answer.data, order)
  }

  function refuse({ code, fields }: { code: AppErrorCode; fields?: FieldErrors }): void {
    const { credentials: typed, others } = splitCredentialErrors(fields ?? {})
    setCredentialErrors(typed)
    if (Object.keys(others).length > 0) onFields(others)
    if (!fields || code !== 'invalid_input') setRefusal({ kind: 'code', code })
  }

  async function follow(outcome: SendOutcome, order: PaymentOrder): Promise<void> {
    if (outcome.kind === 'refused') {
      const refused = { order: JSON.stringify(order), nextId: newId() }
      intent.current = { ...intent.current, replaces: null, refused, attempts: outcome.attempts }
      const typed = credentialErrorsOf(outcome.field)
      if (Object.keys(typed).length > 0) return setCredentialErrors(typed)
      setRefusal({ kind: 'bank', bankCode: outcome.bankCode })
      const field = formFieldOf(outcome.field)
      if (field) onFields({ [field]: 'bank_refused' })
      return
    }
    onGone()
    if (outcome.kind === 'page') {
      setNext(outcome)
      await leaveFor(outcome.url)
      return setNext(null)
    }
    await leaveFor(outcome.kind === 'by_hand' ? `/payments/${intent.current.id}/by-hand` : `/payments/${intent.current.id}`)
  }

  return {
    ...{ confirm, submissionOf, isPending, next, refusal, paymentId: () => intent.current.id },
    /** What is wrong with what was typed for the bank, by the bank's own names. */
    credentialErrors,
  }
}

export type Sending = ReturnType<typeof useSend>
