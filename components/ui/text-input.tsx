import type { ComponentProps, ReactNode } from 'react'
import { describedBy, Field, type FieldTexts } from './field'

type TextInputProps = FieldTexts &
  Omit<ComponentProps<'input'>, 'id'> & {
    id?: string
    name: string
    icon?: ReactNode
    /** Codes and IBANs: a zero that cannot be an O. */ isCode?: boolean
  }

/** One line of text with its label, help and error; the id is the name unless given. */
export function TextInput({ label, help, error, fine, isOptional, id, icon, isCode = false, className, ...rest }: TextInputProps) {
  const texts = { label, help, error, fine, isOptional }
  const inputId = id ?? rest.name
  const input = (
    <input
      id={inputId}
      className={['inp', isCode && 'code', className].filter(Boolean).join(' ')}
      required={!isOptional}
      {...describedBy(inputId, texts)}
      {...rest}
    />
  )
  return (
    <Field id={inputId} {...texts}>
      {icon ? (
        <div className="inwrap lead-icon">
          {icon}
          {input}
        </div>
      ) : (
        input
      )}
    </Field>
  )
}
