'use client'

import { useTranslations } from 'next-intl'
import { DisplayPreferences } from '@/components/auth/display-preferences'
import { FormErrors } from '@/components/auth/form-errors'
import { useFieldWords } from '@/components/auth/use-field-words'
import { useSubmit, type FormAction } from '@/components/auth/use-submit'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import type { Option } from '@/lib/households/display-options'

type ProfileFormProps = {
  save: FormAction<null>
  name: string
  email: string
  languages: readonly Option[]
  formats: readonly Option[]
  initial: { locale: string; formatLocale: string; timeZone: string }
}

/** A person's name, and how things are written for them. */
export function ProfileForm({ save, name, email, ...preferences }: ProfileFormProps) {
  const t = useTranslations('settings.form')
  const { result, error, isPending, onSubmit } = useSubmit(save)
  const { wordsOf } = useFieldWords(error)
  return (
    <form className="form" method="post" onSubmit={onSubmit}>
      <FormErrors error={error} />
      {result?.ok && (
        <Notice kind="done" role="status">
          {t('saved')}
        </Notice>
      )}
      <TextInput
        name="name"
        label={t('name')}
        help={t('nameHelp')}
        defaultValue={name}
        autoComplete="name"
        error={wordsOf('name')}
        maxLength={200}
      />
      <p className="text-14 text-muted">{t('email', { email })}</p>
      <DisplayPreferences {...preferences} />
      <div>
        <SubmitButton isPending={isPending}>{t('save')}</SubmitButton>
      </div>
    </form>
  )
}
