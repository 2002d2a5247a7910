'use client'

import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { checkTyped } from '@/components/banks/check-typed'
import { CredentialFields } from '@/components/banks/credential-fields'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { SubmitButton } from '@/components/ui/submit-button'
import type { MethodChoice } from '@/lib/bank-sessions/aspsp-details'
import type { FieldErrors } from '@/lib/core/errors'
import type { TypedCredentials } from '@/lib/payments/credentials-input'
import { onlyOne } from './only-one'

type SendCredentialsProps = {
  asking: MethodChoice
  /** What was wrong the last time. */
  errors: FieldErrors
  /** Nothing else is asked. */
  isAlone: boolean
  confirm: string
  isPending: boolean
  onSend: (typed: TypedCredentials | null) => void
  onClose: () => void
}

/** What the bank asks for before a payment goes to it. */
export function SendCredentials({ asking, errors, isAlone, confirm, isPending, onSend, onClose }: SendCredentialsProps) {
  const t = useTranslations('payments.act')
  const [found, setFound] = useState(errors)
  const [isLost, setLost] = useState(false)
  const [alone] = useState(onlyOne)

  async function check(form: FormData): Promise<void> {
    setLost(false)
    try {
      const { values, errors: wrong } = await checkTyped(asking, form)
      setFound(wrong)
      if (Object.keys(wrong).length === 0) onSend(values)
    } catch {
      // The engine for the bank's patterns could not be fetched.
      setLost(true)
    }
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void alone(() => check(form))
  }

  return (
    <form className="mt-4" onSubmit={submit} noValidate>
      {isLost && <ErrorWords code="unavailable" />}
      <CredentialFields method={asking} errors={found} isAlone={isAlone} />
      <div className="actions stackable mt-5">
        <SubmitButton isPending={isPending}>
          {confirm}
          <ExternalLink className="ic s" aria-hidden="true" />
        </SubmitButton>
        <Button onClick={onClose}>{t('cancel')}</Button>
      </div>
    </form>
  )
}
