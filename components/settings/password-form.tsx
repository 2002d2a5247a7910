'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { FormErrors } from '@/components/auth/form-errors'
import { NewPassword } from '@/components/auth/person-fields'
import { useFieldWords } from '@/components/auth/use-field-words'
import { useSubmit, type FormAction } from '@/components/auth/use-submit'
import { Notice } from '@/components/ui/notice'
import { PasswordInput } from '@/components/ui/password-input'
import { SubmitButton } from '@/components/ui/submit-button'

/** Takes the current password; a success signs out every other device. */
export function PasswordForm({ save }: { save: FormAction<null> }) {
  const t = useTranslations('settings.form')
  const form = useRef<HTMLFormElement>(null)
  const { result, error, isPending, onSubmit } = useSubmit(save, { onDone: () => form.current?.reset() })
  const { wordsOf } = useFieldWords(error)
  return (
    <form ref={form} className="form mt-4" method="post" onSubmit={onSubmit}>
      <FormErrors error={error} />
      {result?.ok && (
        <Notice kind="done" role="status">
          {t('passwordSaved')}
        </Notice>
      )}
      <PasswordInput
        name="currentPassword"
        label={t('currentPassword')}
        autoComplete="current-password"
        error={wordsOf('currentPassword')}
      />
      <NewPassword name="newPassword" label={t('newPassword')} wordsOf={wordsOf} />
      <div>
        <SubmitButton isPending={isPending}>{t('savePassword')}</SubmitButton>
      </div>
    </form>
  )
}
