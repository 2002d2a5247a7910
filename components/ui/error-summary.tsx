'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Notice } from './notice'

/** What has to be mended in a form, on top of it, each a link to its field; takes the focus when it appears. */
export function ErrorSummary({ errors }: { errors: readonly { fieldId: string; text: string }[] }) {
  const t = useTranslations('ui.errorSummary')
  const box = useRef<HTMLDivElement>(null)
  const key = errors.map((error) => error.fieldId).join()
  useEffect(() => {
    if (key) box.current?.focus()
  }, [key])

  if (errors.length === 0) return null
  return (
    <div ref={box} tabIndex={-1}>
      <Notice kind="error" role="alert" title={t('title', { count: errors.length })}>
        <ul className="mt-1 grid gap-1">
          {errors.map(({ fieldId, text }) => (
            <li key={fieldId}>
              <a className="tap" href={`#${fieldId}`}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}
