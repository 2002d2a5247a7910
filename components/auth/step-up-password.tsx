'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { PasswordInput } from '@/components/ui/password-input'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ActionResult } from '@/lib/core/result'
import { FormErrors } from './form-errors'
import { useFieldWords } from './use-field-words'
import { useProof } from './use-proof'

type StepUpPasswordProps = { prove: (input: { password: string }) => Promise<ActionResult<null>>; onDone: () => void }

/** The password, for who has set nothing stronger. */
export function StepUpPassword({ prove, onDone }: StepUpPasswordProps) {
  const t = useTranslations('stepUp')
  const { run, error, isPending } = useProof(prove, onDone)
  const { wordsOf } = useFieldWords(error)

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    run({ password: String(new FormData(event.currentTarget).get('password')) })
  }

  return (
    <form className="form" method="post" onSubmit={onSubmit}>
      {!error?.fields && <FormErrors error={error} />}
      <PasswordInput
        id="step-up-password"
        name="password"
        label={t('password')}
        error={wordsOf('password')}
        autoComplete="current-password"
        autoFocus
      />
      <SubmitButton wide isPending={isPending}>
        {t('confirm')}
      </SubmitButton>
    </form>
  )
}
