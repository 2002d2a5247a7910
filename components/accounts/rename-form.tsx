'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import type { AccountPageDto } from '@/lib/insights/account-page'

type RenameFormProps = { page: AccountPageDto; isPending: boolean; onSave: (name: string) => void }

/** The household's own name for an account. */
export function RenameForm({ page, isPending, onSave }: RenameFormProps) {
  const t = useTranslations('accounts.rename')
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    onSave(String(new FormData(event.currentTarget).get('name') ?? ''))
  }
  return (
    <form className="grid gap-5 pt-4" onSubmit={submit}>
      <TextInput
        name="name"
        label={t('label')}
        help={t('help', { name: page.bankName })}
        defaultValue={page.account.name}
        maxLength={80}
        isOptional
        autoComplete="off"
      />
      <SubmitButton isPending={isPending}>{t('save')}</SubmitButton>
    </form>
  )
}
