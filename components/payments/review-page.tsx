'use client'

import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { checkTyped } from '@/components/banks/check-typed'
import { CredentialFields } from '@/components/banks/credential-fields'
import { ErrorWords } from '@/components/ui/error-words'
import { SubmitButton } from '@/components/ui/submit-button'
import { Total } from '@/components/ui/total'
import { findAskingMethod } from '@/lib/payments/sources/payment-source'
import type { FormView } from './look-at-form'
import { usePay } from './pay-context'
import { ReviewNotes } from './review-notes'
import { RefusedWords } from './refused-words'
import { ReviewRows } from './review-rows'
import type { Previewed } from './use-preview'
import type { Sending } from './use-send'
import { sumOf } from './wizard-after-this'

type ReviewPageProps = {
  view: FormView
  /** What the household and the server say to it. */
  previewed: Previewed
  sending: Sending
  onChange: () => void
}

/** The second step: everything in words before anything leaves. */
export function ReviewPage({ view, previewed, sending, onChange }: ReviewPageProps) {
  const t = useTranslations('payments.review')
  const { facts } = usePay()
  const { source } = facts
  const { preview } = previewed
  const sum = sumOf(
    view.lines.map(({ amount }) => amount),
    view.order.currency,
  )
  if (!source || !sum) return null
  const { next, refusal, isPending, credentialErrors } = sending
  const isHeld = preview !== null && preview.approvers !== null
  // One that waits for a second person is asked about when it is sent.
  const asking = isHeld ? null : findAskingMethod(source, facts.capability, view.order.authMethod)

  function confirm(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (previewed.isPending) return
    const typed = new FormData(event.currentTarget)
    sending.confirm(view.order, () => checkTyped(asking, typed))
  }

  const isByHand = view.order.channel === 'by_hand'
  const bank = source.bankName
  return (
    <form onSubmit={confirm} noValidate>
      <p className="pay-lead">{t(isByHand ? 'leadByHand' : view.order.standingOrder ? 'leadRepeat' : 'lead')}</p>
      <Total money={sum} />
      <ReviewRows view={view} preview={preview} source={source} sum={sum} />
      <ReviewNotes view={view} preview={preview} />
      {asking && (
        <div className="pay-notes">
          <CredentialFields method={asking} errors={credentialErrors} />
        </div>
      )}
      {!asking && Object.keys(credentialErrors).length > 0 && (
        <div className="pay-notes">
          <ErrorWords code="conflict" />
        </div>
      )}
      {refusal && (
        <div className="pay-notes">
          <RefusedWords refusal={refusal} bank={bank} paymentHref={`/payments/${sending.paymentId()}`} />
        </div>
      )}
      <div className="pay-go">
        <SubmitButton wide isPending={isPending || previewed.isPending || next !== null}>
          {!isPending && !previewed.isPending && <KeyRound className="ic s" aria-hidden="true" />}
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
