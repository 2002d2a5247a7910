import type { ReactNode } from 'react'

export type RadioOption = { value: string; label: ReactNode; sub?: ReactNode; isDisabled?: boolean }

type RadioGroupProps = {
  legend: string
  name: string
  options: readonly RadioOption[]
  defaultValue?: string
  help?: ReactNode
  error?: string
  onChange?: (value: string) => void
}

/** One choice of a few, each on its own line with an optional second one. */
export function RadioGroup({ legend, name, options, defaultValue, help, error, onChange }: RadioGroupProps) {
  return (
    <fieldset className="field" aria-describedby={error ? `${name}-error` : undefined}>
      <legend>{legend}</legend>
      {help && <p className="help">{help}</p>}
      {options.map(({ value, label, sub, isDisabled }) => (
        <label key={value} className="check">
          <input
            type="radio"
            className="dot"
            name={name}
            value={value}
            defaultChecked={value === defaultValue}
            disabled={isDisabled}
            onChange={onChange && (() => onChange(value))}
          />
          <span>
            {label}
            {sub && <span className="sub">{sub}</span>}
          </span>
        </label>
      ))}
      {error && (
        <p className="err" id={`${name}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  )
}
