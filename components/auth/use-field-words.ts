'use client'

import { useTranslations } from 'next-intl'
import type { Refusal } from './use-submit'

/** What is wrong with a field, in words: `wordsOf('email')`, and the list for the summary on top of a form. */
export function useFieldWords(error: Refusal | null) {
  const t = useTranslations('errors.fields')

  function wordsOf(name: string): string | undefined {
    const code = error?.fields?.[name]
    if (!code) return undefined
    return t.has(code as 'invalid') ? t(code as 'invalid') : t('invalid')
  }

  const summary = Object.keys(error?.fields ?? {}).map((name) => ({ fieldId: name, text: wordsOf(name) ?? '' }))
  return { wordsOf, summary }
}
