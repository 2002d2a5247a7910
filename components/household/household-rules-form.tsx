'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent } from 'react'
import { FormErrors } from '@/components/auth/form-errors'
import { useFieldWords } from '@/components/auth/use-field-words'
import type { Refusal } from '@/components/auth/use-submit'
import { useStepUp } from '@/components/auth/use-step-up'
import { Checkbox } from '@/components/ui/checkbox'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ManageRules, RulesDto } from './rules-dto'
import { SumField, useReadSum } from './sum-field'

/** When a second person approves, and whether only listed payees are paid. */
export function HouseholdRulesForm({ rules, manage }: { rules: RulesDto; manage: ManageRules }) {
  const t = useTranslations('household.paymentRules')
  const [error, setError] = useState<Refusal | null>(null)
  const [isSaved, setIsSaved] = useState(false)
  const [isPending, startTransition] = useTransition()
  const { withStepUp, dialog } = useStepUp(manage.methods)
  const { wordsOf } = useFieldWords(error)
  const readSum = useReadSum(rules.currency)
  const canApprove = rules.payers.length > 1

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (isPending) return
    const form = new FormData(event.currentTarget)
    const approvalAbove = readSum(form, 'approvalAbove')
    setIsSaved(false)
    if (approvalAbove === null) return setError({ code: 'invalid_input', fields: { approvalAbove: 'not_an_amount' } })
    startTransition(async () => {
      const input = { approvalAbove, payeesListedOnly: form.get('payeesListedOnly') === 'on' }
      const answer = await withStepUp(() => manage.saveHousehold(input), t('why'))
      setIsSaved(answer.ok)
      setError(answer.ok || answer.error.code === 'step_up_needed' ? null : answer.error)
    })
  }

  return (
    <>
      <form className="form mt-6" method="post" onSubmit={onSubmit}>
        {!error?.fields && <FormErrors error={error} />}
        {isSaved && (
          <Notice kind="done" role="status">
            {t('saved')}
          </Notice>
        )}
        {canApprove ? (
          <SumField
            id="approvalAbove"
            name="approvalAbove"
            label={t('approval', { currency: rules.currency })}
            help={t('approvalHelp')}
            error={wordsOf('approvalAbove')}
            sum={rules.approvalAbove}
          />
        ) : (
          <p className="text-14 text-muted">{t('nobodyToApprove')}</p>
        )}
        <Checkbox name="payeesListedOnly" defaultChecked={rules.payeesListedOnly} label={t('listedOnly')} sub={t('listedOnlyHelp')} />
        <div>
          <SubmitButton look="bordered" isPending={isPending}>
            {t('save')}
          </SubmitButton>
        </div>
      </form>
      {dialog}
    </>
  )
}
