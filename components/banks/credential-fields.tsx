'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Notice } from '@/components/ui/notice'
import { TextInput } from '@/components/ui/text-input'
import type { MethodChoice } from '@/lib/bank-sessions/aspsp-details'
import type { FieldErrors } from '@/lib/core/errors'
import { cleanLine } from '@/lib/core/text'

/** What `checkCredentials`, an action's schema and a bank say of a field; anything else is taken for a missing one. */
const WORDS: Readonly<Record<string, 'pattern' | 'too_long' | 'credentials'>> = {
  pattern: 'pattern',
  too_long: 'too_long',
  refused: 'credentials',
}

type CredentialFieldsProps = {
  method: MethodChoice
  errors: FieldErrors
  /** Their sheet is about nothing else and says so. */
  isAlone?: boolean
}

/** What a bank's way to sign in asks for beforehand, in the bank's own words. */
export function CredentialFields({ method, errors, isAlone = false }: CredentialFieldsProps) {
  const t = useTranslations('connect')
  const fields = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    if (Object.keys(errors).length > 0) fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [errors])
  return (
    <fieldset ref={fields} className="grid gap-4">
      <legend className={isAlone ? 'vh' : 'mb-3 font-semibold'}>{t('review.credentials')}</legend>
      {method.credentials.map(({ name, title, description, required }, at) => {
        const code = errors[name]
        return (
          <TextInput
            key={name}
            id={`credential-${name}`}
            name={`credential-${name}`}
            label={cleanLine(title, 80) ?? name}
            help={cleanLine(description, 280) ?? undefined}
            error={code && t(`fieldErrors.${WORDS[code] ?? 'required'}`)}
            isOptional={!required}
            autoFocus={isAlone && at === 0}
            autoComplete="off"
            spellCheck={false}
          />
        )
      })}
      {errors.credentials && (
        <Notice kind="error" role="alert">
          {t('fieldErrors.credentials')}
        </Notice>
      )}
    </fieldset>
  )
}
