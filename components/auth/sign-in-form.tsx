'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition, type FormEvent } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { ErrorWords } from '@/components/ui/error-words'
import { PasswordInput } from '@/components/ui/password-input'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import type { AppErrorCode } from '@/lib/core/errors'
import { signInHere } from './sign-in'

/** E-mail and password; a success loads the app afresh, so nothing of before stays in memory. */
export function SignInForm() {
  const t = useTranslations('signIn.form')
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, startTransition] = useTransition()

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (isPending) return
    const form = new FormData(event.currentTarget)
    startTransition(async () => {
      const refusal = await signInHere({
        email: String(form.get('email')),
        password: String(form.get('password')),
        remember: form.get('remember') === 'on',
      })
      setCode(refusal)
      if (refusal) return
      window.location.assign('/')
      await new Promise(() => undefined)
    })
  }

  return (
    <form className="form" method="post" onSubmit={onSubmit}>
      {code && <ErrorWords code={code} />}
      <TextInput name="email" type="email" label={t('email')} autoComplete="username" autoCapitalize="none" spellCheck={false} />
      <PasswordInput name="password" label={t('password')} autoComplete="current-password" />
      <Checkbox name="remember" label={t('remember')} sub={t('rememberHelp')} />
      <SubmitButton wide isPending={isPending}>
        {t('submit')}
      </SubmitButton>
    </form>
  )
}
