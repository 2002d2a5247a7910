'use client'

import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/radio-group'
import { Sheet } from '@/components/ui/sheet'
import type { MethodChoice } from '@/lib/bank-sessions/aspsp-details'
import type { FieldErrors } from '@/lib/core/errors'
import type { TypedCredentials } from '@/lib/payments/credentials-input'
import { REFUSAL_CHOICES, type PaymentForActions } from './payment-action-types'

const SendCredentials = dynamic(() => import('./send-credentials').then((module) => module.SendCredentials), {
  ssr: false,
  loading: () => null,
})

/** `going` and `again` send the payment; `going` is asked only where the bank wants something beforehand. */
export type Question = 'going' | 'again' | 'withdrawing' | 'giving' | 'refusing'

type PaymentQuestionProps = {
  question: Question | null
  payment: PaymentForActions
  asking: MethodChoice | null
  credentialErrors: FieldErrors
  isPending: boolean
  onClose: () => void
  on: {
    send: (typed: TypedCredentials | null) => void
    withdrawing: () => void
    giving: () => void
    refusing: (reason: (typeof REFUSAL_CHOICES)[number] | null) => void
  }
}

/** What is asked before something that cannot be taken back. */
export function PaymentQuestion({ question: wished, payment, asking, credentialErrors, isPending, onClose, on }: PaymentQuestionProps) {
  const t = useTranslations('payments.act')
  const [reason, setReason] = useState<(typeof REFUSAL_CHOICES)[number] | null>(null)
  const values = { bank: payment.bankName, account: payment.accountName, maker: payment.memberName }
  const question = wished === 'going' && !asking ? null : wished
  const isSending = question === 'going' || question === 'again'
  const isGrave = question === 'withdrawing' || question === 'refusing'

  function confirm(): void {
    if (question === 'refusing') on.refusing(reason)
    else if (question === 'withdrawing' || question === 'giving') on[question]()
    else on.send(null)
  }

  return (
    <Sheet isOpen={question !== null} onClose={onClose} title={question ? t(`${question}.title`, values) : ''} isQuestion>
      {question && (
        <>
          <div className="mt-3 grid gap-2 text-muted">
            {question === 'again' ? (
              (['first', 'then', 'look'] as const).map((key) => <p key={key}>{t(`again.${key}`, values)}</p>)
            ) : (
              <p>{t(`${question}.what`, values)}</p>
            )}
          </div>
          {question === 'refusing' && (
            <div className="mt-4">
              <RadioGroup
                legend={t('refusing.reason')}
                name="reason"
                options={REFUSAL_CHOICES.map((value) => ({ value, label: t(`refusing.reasons.${value}`) }))}
                onChange={(value) => setReason(REFUSAL_CHOICES.find((choice) => choice === value) ?? null)}
              />
            </div>
          )}
          {isSending && asking ? (
            <SendCredentials
              asking={asking}
              errors={credentialErrors}
              isAlone={question === 'going'}
              confirm={t(`${question}.confirm`, values)}
              isPending={isPending}
              onSend={on.send}
              onClose={onClose}
            />
          ) : (
            <div className="actions stackable mt-5">
              <Button look={isGrave ? 'danger' : 'main'} aria-busy={isPending || undefined} onClick={confirm}>
                {t(`${question}.confirm`, values)}
              </Button>
              <Button onClick={onClose}>{t('cancel')}</Button>
            </div>
          )}
        </>
      )}
    </Sheet>
  )
}
