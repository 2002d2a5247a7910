'use client'

import type { ReactNode } from 'react'

type Option<Value extends string> = { value: Value; label: ReactNode; /** Said instead of a short label such as "1 M". */ title?: string }

type SegmentedProps<Value extends string> = {
  label: string
  name: string
  value: Value
  options: readonly Option<Value>[]
  onChange: (value: Value) => void
}

/** Two to four views that exclude each other: radios underneath. For views with an address use `SegmentedLinks`. */
export function Segmented<Value extends string>({ label, name, value, options, onChange }: SegmentedProps<Value>) {
  return (
    <fieldset className="seg">
      <legend className="vh">{label}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            aria-label={option.title}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
