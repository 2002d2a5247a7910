import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { describedBy, Field, type FieldTexts } from './field'

type SelectOption = { value: string; label: string }

type SelectProps = FieldTexts &
  Omit<ComponentProps<'select'>, 'id' | 'children'> & { id?: string; name: string; options: readonly SelectOption[] }

/** The platform's own select, which every phone knows how to draw, with label, help and error. */
export function Select({ label, help, error, fine, isOptional, id, options, ...rest }: SelectProps) {
  const texts = { label, help, error, fine, isOptional }
  const inputId = id ?? rest.name
  return (
    <Field id={inputId} {...texts}>
      <div className="inwrap">
        <select id={inputId} className="inp" {...describedBy(inputId, texts)} {...rest}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown className="ic down" aria-hidden="true" />
      </div>
    </Field>
  )
}
