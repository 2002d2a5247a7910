import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { FieldErrors } from '@/lib/core/errors'
import { credentialErrorsOf, splitCredentialErrors } from '@/lib/payments/credential-errors'
import type { TypedCredentials } from '@/lib/payments/credentials-input'
import { leaveFor } from './leave-for'
import type { PaymentForActions, PaymentPageActions, SendOutcome } from './payment-action-types'
import type { usePaymentAct } from './use-payment-act'

type Wiring = {
  readonly payment: PaymentForActions
  readonly sendToBank: PaymentPageActions['sendToBank']
  readonly act: Pick<ReturnType<typeof usePaymentAct>, 'run'>
  /** The bank's fields are on the page, so that they can be asked for. */
  readonly isAsking: boolean
  /** Ask for them (again). */
  readonly onAsk: () => void
}

const NOTHING_WRONG: FieldErrors = {}

/** Asks the bank to take the payment. What it says of typed credentials, and what our server does, leads back to their fields. */
export function useSendToBank({ payment, sendToBank, act, isAsking, onAsk }: Wiring) {
  const router = useRouter()
  const [outcome, setOutcome] = useState<Exclude<SendOutcome['kind'], 'page'> | null>(null)
  const [credentialErrors, setCredentialErrors] = useState(NOTHING_WRONG)

  /** True when there is something wrong with them that their fields show. */
  function askAgain(errors: FieldErrors): boolean {
    if (Object.keys(errors).length === 0) return false
    setCredentialErrors(errors)
    onAsk()
    // The bank's list may have been out of reach when the page was drawn, or have changed since.
    router.refresh()
    return isAsking
  }

  async function hear(sent: SendOutcome): Promise<void> {
    if (sent.kind === 'page') return leaveFor(sent.url)
    setOutcome(sent.kind)
    if (sent.kind !== 'refused' || !askAgain(credentialErrorsOf(sent.field))) router.refresh()
  }

  function send(credentials: TypedCredentials | null): void {
    setOutcome(null)
    setCredentialErrors(NOTHING_WRONG)
    const input = { paymentId: payment.id, attempts: payment.attemptCount, credentials }
    void act.run(
      () => sendToBank(input),
      hear,
      (fields) => askAgain(splitCredentialErrors(fields).credentials),
    )
  }

  return { send, outcome, credentialErrors }
}
