'use client'

import { useTranslations } from 'next-intl'
import { TextInput } from '@/components/ui/text-input'
import type { MethodChoice } from '@/lib/bank-sessions/aspsp-details'
import type { FieldErrors } from '@/lib/core/errors'
import { cleanLine } from '@/lib/core/text'

/** What a bank's way to sign in asks for beforehand, in the bank's own words. */
export function CredentialFields({ method, errors }: { method: MethodChoice; errors: FieldErrors }) {
  const t = useTranslations('connect')
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-2 text-14 font-semibold">{t('review.credentials')}</legend>
      {method.credentials.map(({ name, title, description, required }) => {
        const code = errors[name]
        const error = code === 'pattern' || code === 'too_long' ? t(`fieldErrors.${code}`) : code ? t('fieldErrors.required') : undefined
        return (
          <TextInput
            key={name}
            id={`credential-${name}`}
            name={`credential-${name}`}
            label={cleanLine(title, 80) ?? name}
            help={cleanLine(description, 280) ?? undefined}
            error={error}
            isOptional={!required}
            autoComplete="off"
            spellCheck={false}
          />
        )
      })}
      {errors.credentials && <p className="text-14 text-danger">{t('fieldErrors.credentials')}</p>}
    </fieldset>
  )
}
