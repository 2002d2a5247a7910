import { Check, CircleX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

export type FieldTexts = {
  label: string
  help?: ReactNode
  /** What is wrong and how to mend it. */ error?: string
  /** The good answer of a check. */ fine?: string
  isOptional?: boolean
}

type FieldProps = FieldTexts & { id: string; children: ReactNode }

/** Label above, the control, help below, then the answer of the check. The control takes its ids from `describedBy`. */
export function Field({ id, label, help, error, fine, isOptional = false, children }: FieldProps) {
  const t = useTranslations('ui.field')
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {isOptional && <span className="optional"> · {t('optional')}</span>}
      </label>
      {children}
      {help && (
        <p className="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p className="err" id={`${id}-error`}>
          <CircleX className="ic s" aria-hidden="true" />
          {error}
        </p>
      )}
      {!error && fine && (
        <p className="fine" id={`${id}-fine`}>
          <Check className="ic s" aria-hidden="true" />
          {fine}
        </p>
      )}
    </div>
  )
}

/** The `aria-describedby` and `aria-invalid` that tie a control to its field's texts. */
export function describedBy(id: string, { help, error, fine }: FieldTexts) {
  const ids = [help && `${id}-help`, error && `${id}-error`, !error && fine && `${id}-fine`].filter(Boolean)
  return { 'aria-describedby': ids.length > 0 ? ids.join(' ') : undefined, 'aria-invalid': error ? true : undefined }
}
