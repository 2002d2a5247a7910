'use client'

import { useTranslations } from 'next-intl'
import { useRef, type ChangeEvent } from 'react'
import { FormErrors } from '@/components/auth/form-errors'
import { useFieldWords } from '@/components/auth/use-field-words'
import { useSubmit, type FormAction } from '@/components/auth/use-submit'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextArea } from '@/components/ui/text-area'
import { TextInput } from '@/components/ui/text-input'
import type { SavedBankApp } from '@/lib/bank-sessions/bank-app-dto'
import { CheckResult } from './check-result'

const FILE_BYTES_MAX = 20_000
/** The platform's own control with our bordered button. */
const FILE_LOOK =
  'w-full text-14 text-muted file:me-3 file:min-h-11 file:cursor-pointer file:rounded-8 file:border file:border-solid file:border-control file:bg-transparent file:px-4 file:font-medium file:text-text'

/** An id and a private key, pasted or read from a file. The key goes to the server once and is never shown again. */
export function KeyForm({ save }: { save: FormAction<SavedBankApp> }) {
  const t = useTranslations('bankAccess.add')
  const keyText = useRef<HTMLTextAreaElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const { result, error, isPending, onSubmit } = useSubmit(save, { onDone: ({ bankAppId }) => void (bankAppId && form.current?.reset()) })
  const { wordsOf } = useFieldWords(error)

  async function readFile(event: ChangeEvent<HTMLInputElement>): Promise<void> {
    const file = event.target.files?.[0]
    if (file && keyText.current) keyText.current.value = await file.slice(0, FILE_BYTES_MAX).text()
  }

  return (
    <form ref={form} className="form mt-4" method="post" onSubmit={onSubmit} autoComplete="off">
      <FormErrors error={error} />
      {result?.ok && (
        <CheckResult
          check={result.data.check}
          isWeakKey={result.data.isWeakKey}
          isKept={result.data.check.ok ? undefined : result.data.bankAppId !== null}
        />
      )}
      <TextInput
        name="applicationId"
        label={t('applicationId')}
        help={t('applicationIdHelp')}
        error={wordsOf('applicationId')}
        isCode
        maxLength={200}
        spellCheck={false}
      />
      <TextArea
        ref={keyText}
        name="privateKey"
        label={t('privateKey')}
        help={t('privateKeyHelp')}
        error={wordsOf('privateKey')}
        isCode
        rows={6}
        spellCheck={false}
        maxLength={FILE_BYTES_MAX}
      />
      <label className="field">
        <span className="label">{t('file')}</span>
        <input
          type="file"
          className={FILE_LOOK}
          accept=".pem,.key,.txt,application/x-pem-file"
          onChange={(event) => void readFile(event)}
        />
      </label>
      <div>
        <SubmitButton isPending={isPending}>{t('submit')}</SubmitButton>
      </div>
    </form>
  )
}
