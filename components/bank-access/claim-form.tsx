'use client'

import { useTranslations } from 'next-intl'
import { FormErrors } from '@/components/auth/form-errors'
import { useFieldWords } from '@/components/auth/use-field-words'
import { useSubmit, type FormAction } from '@/components/auth/use-submit'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import type { SavedBankApp } from '@/lib/bank-sessions/bank-app-dto'
import { CheckResult } from './check-result'

/** The id of an application that was registered by hand; the key is here already. */
export function ClaimForm({ bankAppId, claim }: { bankAppId: string; claim: FormAction<SavedBankApp> }) {
  const t = useTranslations('bankAccess')
  const { result, error, isPending, onSubmit } = useSubmit(claim)
  const { wordsOf } = useFieldWords(error)
  return (
    <form className="form mt-4" method="post" onSubmit={onSubmit} autoComplete="off">
      <FormErrors error={error} />
      {result?.ok && <CheckResult check={result.data.check} isKept={result.data.check.ok ? undefined : result.data.bankAppId !== null} />}
      <input type="hidden" name="bankAppId" value={bankAppId} />
      <TextInput
        name="applicationId"
        label={t('add.applicationId')}
        help={t('add.applicationIdHelp')}
        error={wordsOf('applicationId')}
        isCode
        maxLength={200}
        spellCheck={false}
      />
      <div>
        <SubmitButton isPending={isPending}>{t('draft.claim')}</SubmitButton>
      </div>
    </form>
  )
}
