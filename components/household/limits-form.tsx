'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent } from 'react'
import { FormErrors } from '@/components/auth/form-errors'
import { useFieldWords } from '@/components/auth/use-field-words'
import type { Refusal } from '@/components/auth/use-submit'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ActionResult } from '@/lib/core/result'
import type { LimitsInput, PayerDto } from './rules-dto'
import { SumField, useReadSum } from './sum-field'

type LimitsFormProps = {
  payer: PayerDto
  currency: string
  save: (input: LimitsInput) => Promise<ActionResult<null>>
  onDone: () => void
}

/** How much one person may pay at once and in a day. */
export function LimitsForm({ payer, currency, save, onDone }: LimitsFormProps) {
  const t = useTranslations('household.paymentRules')
  const [error, setError] = useState<Refusal | null>(null)
  const [isPending, startTransition] = useTransition()
  const { wordsOf } = useFieldWords(error)
  const readSum = useReadSum(currency)

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (isPending) return
    const form = new FormData(event.currentTarget)
    const [singleLimit, dailyLimit] = [readSum(form, 'singleLimit'), readSum(form, 'dailyLimit')]
    if (singleLimit === null) return setError({ code: 'invalid_input', fields: { singleLimit: 'not_an_amount' } })
    if (dailyLimit === null) return setError({ code: 'invalid_input', fields: { dailyLimit: 'not_an_amount' } })
    startTransition(async () => {
      const answer = await save({ memberId: payer.memberId, singleLimit, dailyLimit })
      setError(answer.ok || answer.error.code === 'step_up_needed' ? null : answer.error)
      if (answer.ok) onDone()
    })
  }

  return (
    <form className="form" method="post" onSubmit={onSubmit}>
      {!error?.fields && <FormErrors error={error} />}
      <SumField
        id="singleLimit"
        name="singleLimit"
        label={t('single', { currency })}
        help={t('emptyIsNone')}
        error={wordsOf('singleLimit')}
        sum={payer.singleLimit}
      />
      <SumField
        id="dailyLimit"
        name="dailyLimit"
        label={t('daily', { currency })}
        help={t('dailyHelp')}
        error={wordsOf('dailyLimit')}
        sum={payer.dailyLimit}
      />
      <SubmitButton wide isPending={isPending}>
        {t('saveLimits')}
      </SubmitButton>
    </form>
  )
}
