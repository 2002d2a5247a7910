'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { ErrorWords } from '@/components/ui/error-words'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import type { AppErrorCode, FieldErrors } from '@/lib/core/errors'
import { newId } from '@/lib/core/id'
import type { ActionResult } from '@/lib/core/result'
import type { Payee, PayeeInput } from '@/lib/payments/payees/payee-dto'
import { orUnavailable } from './or-unavailable'
import { useOrderWords } from './use-order-words'

export type KeepPayee = (input: PayeeInput) => Promise<ActionResult<{ id: string }>>

const SCHEMES = ['IBAN', 'BBAN', 'BGNR', 'PGNR'] as const

type PayeeFormProps = {
  /** Null: a new one. */ payee: Payee | null
  /** Whether the viewer decides what the household shares. */ mayShare: boolean
  keep: KeepPayee
  onDone: () => void
}

/** Name, number and who may choose it; what is wrong with the number is said before it is kept. */
export function PayeeForm({ payee, mayShare, keep, onDone }: PayeeFormProps) {
  const t = useTranslations('payments.payees')
  const words = useOrderWords()
  const [id] = useState(() => payee?.id ?? newId())
  const [refusal, setRefusal] = useState<{ code: AppErrorCode; fields: FieldErrors } | null>(null)
  const [isPending, startTransition] = useTransition()
  const wordsOf = (field: string) => refusal?.fields[field] && words(refusal.fields[field])

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (isPending) return
    const form = new FormData(event.currentTarget)
    const read = (name: string) => String(form.get(name) ?? '').trim()
    startTransition(async () => {
      const input = {
        id,
        name: read('name'),
        isShared: form.get('isShared') === 'on',
        account: { scheme: read('scheme'), identification: read('account') },
        bic: read('bic') || null,
        clearing: payee?.clearing ?? null,
        country: payee?.country ?? null,
        addressLines: [...(payee?.addressLines ?? [])],
      }
      const answer = await orUnavailable(() => keep(input))
      if (answer.ok) onDone()
      else setRefusal({ code: answer.error.code, fields: answer.error.fields ?? {} })
    })
  }

  return (
    <form className="form" method="post" onSubmit={submit} noValidate>
      {refusal && Object.keys(refusal.fields).length === 0 && <ErrorWords code={refusal.code} />}
      <TextInput name="name" label={t('name')} defaultValue={payee?.name} maxLength={140} autoComplete="off" error={wordsOf('name')} />
      <TextInput
        isCode
        name="account"
        label={t('account')}
        defaultValue={payee?.account.identification}
        maxLength={60}
        autoComplete="off"
        error={wordsOf('account') ?? wordsOf('account.identification')}
      />
      <Select
        name="scheme"
        label={t('scheme')}
        options={SCHEMES.map((value) => ({ value, label: t(`schemes.${value}`) }))}
        defaultValue={payee?.account.scheme ?? 'IBAN'}
      />
      <TextInput isOptional isCode name="bic" label={t('bic')} defaultValue={payee?.bic ?? ''} maxLength={11} error={wordsOf('bic')} />
      {mayShare && <Checkbox name="isShared" label={t('isShared')} defaultChecked={payee?.isShared ?? true} />}
      <SubmitButton wide isPending={isPending}>
        {t('save')}
      </SubmitButton>
    </form>
  )
}
