'use client'

import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, type FormEvent } from 'react'
import { checkTyped } from '@/components/banks/check-typed'
import { CredentialFields } from '@/components/banks/credential-fields'
import { Button } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import type { MethodChoice } from '@/lib/bank-sessions/aspsp-details'
import type { FieldErrors } from '@/lib/core/errors'
import type { Typed } from './payment-action-types'

type SendCredentialsProps = {
  asking: MethodChoice
  /** What was wrong the last time. */
  errors: FieldErrors
  /** Nothing else is asked. */
  isAlone: boolean
  confirm: string
  isPending: boolean
  onSend: (typed: Typed) => void
  onClose: () => void
}

/** What the bank asks for before a payment goes to it. */
export function SendCredentials({ asking, errors, isAlone, confirm, isPending, onSend, onClose }: SendCredentialsProps) {
  const t = useTranslations('payments.act')
  const [found, setFound] = useState(errors)

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const { values, errors: wrong } = await checkTyped(asking, new FormData(event.currentTarget))
    setFound(wrong)
    if (Object.keys(wrong).length === 0) onSend(values)
  }

  return (
    <form className="mt-4" onSubmit={(event) => void submit(event)} noValidate>
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
