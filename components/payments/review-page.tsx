'use client'

import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { CredentialFields } from '@/components/banks/credential-fields'
import { SubmitButton } from '@/components/ui/submit-button'
import { Total } from '@/components/ui/total'
import type { MethodChoice } from '@/lib/bank-sessions/aspsp-details'
import type { FieldErrors } from '@/lib/core/errors'
import type { PaymentPreview } from '@/lib/payments/pages/payment-preview'
import type { FormView } from './look-at-form'
import { chosenMethod } from './order-of'
import { usePay } from './pay-context'
import { ReviewNotes } from './review-notes'
import { RefusedWords } from './refused-words'
import { ReviewRows } from './review-rows'
import type { Sending } from './use-send'
import { sumOf } from './wizard-after-this'

type ReviewPageProps = {
  view: FormView
  /** What the household and the server say to it; null until they have. */
  preview: PaymentPreview | null
  sending: Sending
  onChange: () => void
}

/** The second step: everything in words before anything leaves. */
export function ReviewPage({ view, preview, sending, onChange }: ReviewPageProps) {
  const t = useTranslations('payments.review')
  const { form, facts } = usePay()
  const [credentialErrors, setCredentialErrors] = useState<FieldErrors>({})
  const { source } = facts
  const sum = sumOf(
    view.lines.map(({ amount }) => amount),
    view.order.currency,
  )
  if (!source || !sum) return null
  const method = chosenMethod(form, { source, capability: facts.capability })
  const { next, refusal, isPending } = sending

  async function confirm(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const typed = readCredentials(method, new FormData(event.currentTarget))
    const { values, errors } = await checkTyped(method, typed)
    setCredentialErrors(errors)
    if (Object.keys(errors).length === 0) sending.confirm(view.order, values)
  }

  const isByHand = view.order.channel === 'by_hand'
  const isHeld = preview !== null && preview.approvers !== null
  const bank = source.bankName
  return (
    <form onSubmit={(event) => void confirm(event)} noValidate>
      <p className="pay-lead">{t(isByHand ? 'leadByHand' : view.order.standingOrder ? 'leadRepeat' : 'lead')}</p>
      <Total money={sum} />
      <ReviewRows view={view} preview={preview} source={source} sum={sum} />
      <ReviewNotes view={view} preview={preview} />
      {method && method.credentials.length > 0 && (
        <div className="pay-notes">
          <CredentialFields method={method} errors={credentialErrors} />
        </div>
      )}
      {refusal && (
        <div className="pay-notes">
          <RefusedWords refusal={refusal} bank={bank} paymentHref={`/payments/${sending.paymentId()}`} />
        </div>
      )}
      <div className="pay-go">
        <SubmitButton wide isPending={isPending || next !== null}>
          {!isPending && <KeyRound className="ic s" aria-hidden="true" />}
          {next ? t('going', { bank }) : isHeld ? t('confirmHeld') : isByHand ? t('confirmByHand') : t('confirm', { bank })}
        </SubmitButton>
        {next && (
          <a className="btn plain wide" href={next.url} rel="noreferrer">
            {t('goLink')}
          </a>
        )}
        <button type="button" className="btn plain wide" onClick={onChange}>
          {t('change')}
        </button>
      </div>
      <p className="pay-calm">{t(isByHand ? 'calmByHand' : 'calm')}</p>
    </form>
  )
}

function readCredentials(method: MethodChoice | null, form: FormData): Record<string, string> {
  return Object.fromEntries((method?.credentials ?? []).map(({ name }) => [name, String(form.get(`credential-${name}`) ?? '')]))
}

/** The engine for the banks' patterns is fetched when there is something to check: most banks ask for nothing here. */
async function checkTyped(method: MethodChoice | null, typed: Record<string, string>) {
  if (!method || method.credentials.length === 0) return { values: null, errors: {} }
  const { checkCredentials } = await import('@/lib/bank-sessions/check-credentials')
  return checkCredentials(method, typed)
}
