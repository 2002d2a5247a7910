'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState, type MouseEvent, type ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Steps } from '@/components/ui/steps'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import type { Option } from '@/lib/households/display-options'
import { DisplayPreferences } from './display-preferences'
import { FormErrors } from './form-errors'
import { NameAndEmail, NewPassword } from './person-fields'
import { signInHere } from './sign-in'
import { useFieldWords } from './use-field-words'
import { useSubmit, type FormAction, type Refusal } from './use-submit'

type SetupFormProps = {
  token: string
  setUp: FormAction<null>
  languages: readonly Option[]
  formats: readonly Option[]
  currencies: readonly Option[]
  initial: { locale: string; formatLocale: string; baseCurrency: string; timeZone: string }
  /** The page's heading, which stands below the steps. */
  children: ReactNode
}

/** Two steps of one form: who you are and how things are written, then the way in. What was typed stays through both. */
export function SetupForm({ token, setUp, children, ...preferences }: SetupFormProps) {
  const t = useTranslations('setup.form')
  const [step, setStep] = useState(0)
  const you = useRef<HTMLFieldSetElement>(null)
  const { error, isPending, onSubmit } = useSubmit(setUp, { onDone: enter, onRefused: (refusal) => setStep(stepToMend(refusal)) })
  const { wordsOf } = useFieldWords(error)

  async function enter(_data: null, form: FormData): Promise<void> {
    await signInHere({ email: String(form.get('email')), password: String(form.get('password')), remember: false })
    window.location.assign('/')
    await new Promise(() => undefined)
  }

  /** The browser says what is missing, as long as it shows the fields. */
  function goOn(event: MouseEvent): void {
    const inputs = [...(you.current?.querySelectorAll('input') ?? [])]
    if (inputs.every((input) => input.reportValidity())) setStep(1)
    event.preventDefault()
  }

  return (
    <>
      <Steps labels={[t('stepYou'), t('stepWayIn'), t('stepBegin')]} current={step} />
      {children}
      <form className="form" method="post" onSubmit={onSubmit} noValidate={step === 1}>
        <input type="hidden" name="token" value={token} />
        <FormErrors error={error} />
        <fieldset ref={you} className="form border-0 p-0" hidden={step !== 0}>
          <NameAndEmail wordsOf={wordsOf} />
          <TextInput
            name="householdName"
            label={t('householdName')}
            help={t('householdNameHelp')}
            error={wordsOf('householdName')}
            maxLength={200}
          />
          <DisplayPreferences {...preferences} isNew />
          <SubmitOrNext isShown={step === 0} label={t('next')} onClick={goOn} />
        </fieldset>
        <fieldset className="form border-0 p-0" hidden={step !== 1} disabled={step !== 1}>
          <NewPassword wordsOf={wordsOf} />
          <div className="actions stackable">
            <SubmitButton isPending={isPending}>{t('submit')}</SubmitButton>
            <Button onClick={() => setStep(0)}>{t('back')}</Button>
          </div>
        </fieldset>
      </form>
    </>
  )
}

/** Enter in a field of the first step goes on rather than sending the form. */
function SubmitOrNext({ isShown, label, onClick }: { isShown: boolean; label: string; onClick: (event: MouseEvent) => void }) {
  return (
    <Button look="main" wide type={isShown ? 'submit' : 'button'} onClick={onClick}>
      {label}
    </Button>
  )
}

function stepToMend({ fields = {} }: Refusal): number {
  return Object.keys(fields).some((name) => name !== 'password') ? 0 : 1
}
