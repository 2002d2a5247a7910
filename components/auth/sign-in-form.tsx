'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState, useTransition, type FormEvent } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { ErrorWords } from '@/components/ui/error-words'
import { PasswordInput } from '@/components/ui/password-input'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { PasskeySignIn, type AskPasskeys } from './passkey-sign-in'
import { signInHere, type SignInRefusal } from './sign-in'

/**
 * E-mail and password, then the code of an authenticator app for who has one; or a passkey, when browsers make them at this address.
 * A success loads the app afresh, so nothing of before stays in memory.
 */
export function SignInForm({ askPasskeys }: { askPasskeys: AskPasskeys | null }) {
  const t = useTranslations('signIn.form')
  const formElement = useRef<HTMLFormElement>(null)
  const [refusal, setRefusal] = useState<SignInRefusal | null>(null)
  const [needsCode, setNeedsCode] = useState(false)
  const [isPending, startTransition] = useTransition()

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    if (isPending) return
    const form = new FormData(event.currentTarget)
    startTransition(async () => {
      const answer = await signInHere({
        email: String(form.get('email')),
        password: String(form.get('password')),
        code: String(form.get('code') ?? ''),
        remember: form.get('remember') === 'on',
      })
      setRefusal(answer)
      if (answer === 'step_up_needed' || answer === 'wrong_code') setNeedsCode(true)
      if (!answer) await goIn()
    })
  }

  const isCodeAsked = refusal === 'step_up_needed' || refusal === 'wrong_code'
  return (
    <>
      <form ref={formElement} className="form" method="post" onSubmit={onSubmit}>
        {refusal && !isCodeAsked && <ErrorWords code={refusal} />}
        <TextInput name="email" type="email" label={t('email')} autoComplete="username" autoCapitalize="none" spellCheck={false} />
        <PasswordInput name="password" label={t('password')} autoComplete="current-password" />
        {needsCode && <CodeInput isWrong={refusal === 'wrong_code'} />}
        <Checkbox name="remember" label={t('remember')} sub={t('rememberHelp')} />
        <SubmitButton wide isPending={isPending}>
          {t('submit')}
        </SubmitButton>
      </form>
      {askPasskeys && (
        <PasskeySignIn
          askPasskeys={askPasskeys}
          shallRemember={() => formElement.current !== null && new FormData(formElement.current).get('remember') === 'on'}
          onDone={goIn}
        />
      )}
    </>
  )
}

function CodeInput({ isWrong }: { isWrong: boolean }) {
  const t = useTranslations('signIn.form')
  return (
    <TextInput
      name="code"
      label={t('code')}
      help={t('codeHelp')}
      error={isWrong ? t('wrongCode') : undefined}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={9}
      isCode
      autoFocus
    />
  )
}

async function goIn(): Promise<void> {
  window.location.assign('/')
  await new Promise(() => undefined)
}
