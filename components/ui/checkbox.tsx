import type { ComponentProps, ReactNode } from 'react'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode; /** A muted second line. */ sub?: ReactNode }

/** A check box with its label; the whole line is the target. */
export function Checkbox({ label, sub, ...rest }: CheckboxProps) {
  return (
    <label className="check">
      <input type="checkbox" className="box" {...rest} />
      <span>
        {label}
        {sub && <span className="sub">{sub}</span>}
      </span>
    </label>
  )
}
