'use client'

import { useTranslations } from 'next-intl'
import { FormErrors } from '@/components/auth/form-errors'
import { useFieldWords } from '@/components/auth/use-field-words'
import { useSubmit, type FormAction } from '@/components/auth/use-submit'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'

export function RenameForm({ name, rename }: { name: string; rename: FormAction<null> }) {
  const t = useTranslations('household.rename')
  const { result, error, isPending, onSubmit } = useSubmit(rename)
  const { wordsOf } = useFieldWords(error)
  return (
    <form className="form mt-4" method="post" onSubmit={onSubmit}>
      <FormErrors error={error} />
      <TextInput
        name="householdName"
        label={t('label')}
        help={t('help')}
        defaultValue={name}
        error={wordsOf('householdName')}
        fine={result?.ok ? t('done') : undefined}
        maxLength={200}
      />
      <div>
        <SubmitButton look="bordered" isPending={isPending}>
          {t('submit')}
        </SubmitButton>
      </div>
    </form>
  )
}
