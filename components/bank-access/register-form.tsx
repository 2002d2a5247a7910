'use client'

import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { FormErrors } from '@/components/auth/form-errors'
import { useFieldWords } from '@/components/auth/use-field-words'
import { useSubmit, type FormAction } from '@/components/auth/use-submit'
import { Notice } from '@/components/ui/notice'
import { PasswordInput } from '@/components/ui/password-input'
import { RadioGroup } from '@/components/ui/radio-group'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import type { RegistrationDto } from '@/lib/bank-sessions/bank-app-dto'

type RegisterFormProps = { bankAppId: string; email: string; register: FormAction<RegistrationDto> }

/** Registers the application with a control-panel token; the token's field is emptied after every try. */
export function RegisterForm({ bankAppId, email, register }: RegisterFormProps) {
  const t = useTranslations('bankAccess.draft')
  const [isProduction, setIsProduction] = useState(true)
  const form = useRef<HTMLFormElement>(null)
  const { result, error, isPending, onSubmit } = useSubmit(register, { onDone: forgetToken })
  const { wordsOf } = useFieldWords(error)

  function forgetToken(): void {
    const input = form.current?.elements.namedItem('controlPanelToken')
    if (input instanceof HTMLInputElement) input.value = ''
  }

  const environments = [
    { value: 'PRODUCTION', label: t('production'), sub: t('productionHelp') },
    { value: 'SANDBOX', label: t('sandbox'), sub: t('sandboxHelp') },
  ]
  return (
    <form ref={form} className="form mt-4" method="post" onSubmit={onSubmit} autoComplete="off">
      <FormErrors error={error} />
      {result?.ok && <Outcome registration={result.data} />}
      <input type="hidden" name="bankAppId" value={bankAppId} />
      <RadioGroup
        legend={t('environment')}
        name="environment"
        options={environments}
        defaultValue="PRODUCTION"
        onChange={(value) => setIsProduction(value === 'PRODUCTION')}
      />
      <TextInput name="name" label={t('name')} defaultValue={t('nameDefault')} error={wordsOf('name')} maxLength={100} />
      {isProduction && <ProductionFields email={email} wordsOf={wordsOf} />}
      <PasswordInput
        name="controlPanelToken"
        label={t('token')}
        help={t('tokenHelp')}
        error={wordsOf('controlPanelToken')}
        autoComplete="off"
        maxLength={8_000}
      />
      <div>
        <SubmitButton look="bordered" isPending={isPending}>
          {t('register')}
        </SubmitButton>
      </div>
    </form>
  )
}

/** Enable Banking asks for these for real banks. */
function ProductionFields({ email, wordsOf }: { email: string; wordsOf: (name: string) => string | undefined }) {
  const t = useTranslations('bankAccess.draft')
  return (
    <>
      <TextInput
        name="description"
        label={t('description')}
        defaultValue={t('descriptionDefault')}
        error={wordsOf('description')}
        maxLength={500}
      />
      <TextInput name="gdprEmail" type="email" label={t('gdprEmail')} defaultValue={email} error={wordsOf('gdprEmail')} maxLength={254} />
      <TextInput name="privacyUrl" type="url" label={t('privacyUrl')} help={t('urlHelp')} error={wordsOf('privacyUrl')} maxLength={500} />
      <TextInput name="termsUrl" type="url" label={t('termsUrl')} error={wordsOf('termsUrl')} maxLength={500} />
    </>
  )
}

function Outcome({ registration: { outcome, httpStatus, bankMessage } }: { registration: RegistrationDto }) {
  const t = useTranslations('bankAccess.draft')
  const kind = outcome === 'registered' ? 'done' : outcome === 'unknown' ? 'warning' : 'error'
  const theirs = [httpStatus === null ? null : t('status', { status: httpStatus }), bankMessage].filter(Boolean).join(' · ')
  return (
    <Notice kind={kind} role={outcome === 'registered' ? 'status' : 'alert'} title={t(`outcome.${outcome}.title`)}>
      <p>{t(`outcome.${outcome}.fix`)}</p>
      {theirs && <p className="text-12 break-words text-muted">{theirs}</p>}
    </Notice>
  )
}
