'use client'

import { useTranslations } from 'next-intl'
import { PasswordInput } from '@/components/ui/password-input'
import { TextInput } from '@/components/ui/text-input'

type WordsOf = (name: string) => string | undefined

/** Name and address side by side on the desk. */
export function NameAndEmail({ wordsOf }: { wordsOf: WordsOf }) {
  const t = useTranslations('setup.form')
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <TextInput name="name" label={t('name')} autoComplete="name" error={wordsOf('name')} maxLength={200} />
      <TextInput
        name="email"
        type="email"
        label={t('email')}
        autoComplete="email"
        error={wordsOf('email')}
        autoCapitalize="none"
        spellCheck={false}
      />
    </div>
  )
}

export function NewPassword({ name = 'password', label, wordsOf }: { name?: string; label?: string; wordsOf: WordsOf }) {
  const t = useTranslations('setup.form')
  return (
    <PasswordInput name={name} label={label ?? t('password')} autoComplete="new-password" help={t('passwordHelp')} error={wordsOf(name)} />
  )
}
