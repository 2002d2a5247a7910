'use client'

import { Eye, EyeOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, type ComponentProps } from 'react'
import { describedBy, Field, type FieldTexts } from './field'

type PasswordInputProps = FieldTexts & Omit<ComponentProps<'input'>, 'id' | 'type'> & { id?: string; name: string }

/** A password that can be looked at while it is typed; paste and password managers work. */
export function PasswordInput({ label, help, error, fine, id, ...rest }: PasswordInputProps) {
  const t = useTranslations('ui.password')
  const [isShown, setIsShown] = useState(false)
  const texts = { label, help, error, fine }
  const inputId = id ?? rest.name
  const Icon = isShown ? EyeOff : Eye
  return (
    <Field id={inputId} {...texts}>
      <div className="inwrap tail-button">
        <input
          id={inputId}
          className="inp"
          type={isShown ? 'text' : 'password'}
          required
          autoCapitalize="none"
          spellCheck={false}
          {...describedBy(inputId, texts)}
          {...rest}
        />
        <button type="button" className="btn icon" aria-label={t(isShown ? 'hide' : 'show')} onClick={() => setIsShown(!isShown)}>
          <Icon className="ic" aria-hidden="true" />
        </button>
      </div>
    </Field>
  )
}
