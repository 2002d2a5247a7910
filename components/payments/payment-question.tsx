'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/radio-group'
import { Sheet } from '@/components/ui/sheet'
import { REFUSAL_CHOICES, type PaymentForActions } from './payment-action-types'

export type Question = 'again' | 'withdrawing' | 'giving' | 'refusing'

type PaymentQuestionProps = {
  question: Question | null
  payment: PaymentForActions
  isPending: boolean
  onClose: () => void
  on: {
    again: () => void
    withdrawing: () => void
    giving: () => void
    refusing: (reason: (typeof REFUSAL_CHOICES)[number] | null) => void
  }
}

/** What is asked before something that cannot be taken back. */
export function PaymentQuestion({ question, payment, isPending, onClose, on }: PaymentQuestionProps) {
  const t = useTranslations('payments.act')
  const [reason, setReason] = useState<(typeof REFUSAL_CHOICES)[number] | null>(null)
  const values = { bank: payment.bankName, account: payment.accountName, maker: payment.memberName }
  const isGrave = question === 'withdrawing' || question === 'refusing'
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
          <div className="actions stackable mt-5">
            <Button
              look={isGrave ? 'danger' : 'main'}
              aria-busy={isPending || undefined}
              onClick={() => (question === 'refusing' ? on.refusing(reason) : on[question]())}
            >
              {t(`${question}.confirm`)}
            </Button>
            <Button onClick={onClose}>{t('cancel')}</Button>
          </div>
        </>
      )}
    </Sheet>
  )
}
