import type { ComponentProps } from 'react'
import { describedBy, Field, type FieldTexts } from './field'

type TextAreaProps = FieldTexts & Omit<ComponentProps<'textarea'>, 'id'> & { id?: string; name: string; isCode?: boolean }

/** Several lines of text with label, help and error. */
export function TextArea({ label, help, error, fine, isOptional, id, isCode = false, ...rest }: TextAreaProps) {
  const texts = { label, help, error, fine, isOptional }
  const inputId = id ?? rest.name
  return (
    <Field id={inputId} {...texts}>
      <textarea id={inputId} className={isCode ? 'inp code' : 'inp'} required={!isOptional} {...describedBy(inputId, texts)} {...rest} />
    </Field>
  )
}
