'use client'

import { useTranslations } from 'next-intl'
import { FormErrors } from '@/components/auth/form-errors'
import { useSubmit, type FormAction } from '@/components/auth/use-submit'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'

type AnswerDaysFormProps = { days: number; bounds: { min: number; max: number }; save: FormAction<null> }

/** For how many days answers of banks are kept; for owners. */
export function AnswerDaysForm({ days, bounds, save }: AnswerDaysFormProps) {
  const t = useTranslations('settings.answers.keep')
  const { result, error, isPending, onSubmit } = useSubmit(save)
  return (
    <form className="form" method="post" onSubmit={onSubmit}>
      {error && !error.fields && <FormErrors error={error} />}
      <TextInput
        name="days"
        className="max-w-40"
        label={t('label')}
        help={t('help', bounds)}
        defaultValue={days}
        inputMode="numeric"
        error={error?.fields?.days ? t('outOfBounds', bounds) : undefined}
        fine={result?.ok ? t('done') : undefined}
        maxLength={3}
      />
      <div>
        <SubmitButton look="bordered" isPending={isPending}>
          {t('save')}
        </SubmitButton>
      </div>
    </form>
  )
}
