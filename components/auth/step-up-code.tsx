'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import type { ActionResult } from '@/lib/core/result'
import { FormErrors } from './form-errors'
import { useFieldWords } from './use-field-words'
import { useProof } from './use-proof'

type StepUpCodeProps = { prove: (input: { code: string }) => Promise<ActionResult<null>>; onDone: () => void }

/** The six digits of an authenticator app, typed or filled in by the browser. */
export function StepUpCode({ prove, onDone }: StepUpCodeProps) {
  const t = useTranslations('stepUp')
  const { run, error, isPending } = useProof(prove, onDone)
  const { wordsOf } = useFieldWords(error)

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    run({ code: String(new FormData(event.currentTarget).get('code')) })
  }

  return (
    <form className="form" method="post" onSubmit={onSubmit}>
      {!error?.fields && <FormErrors error={error} />}
      <TextInput
        id="step-up-code"
        name="code"
        label={t('code')}
        error={wordsOf('code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={9}
        isCode
        autoFocus
      />
      <SubmitButton wide isPending={isPending}>
        {t('confirm')}
      </SubmitButton>
    </form>
  )
}
