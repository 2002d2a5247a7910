'use client'

import { ErrorSummary } from '@/components/ui/error-summary'
import { ErrorWords } from '@/components/ui/error-words'
import { useFieldWords } from './use-field-words'
import type { Refusal } from './use-submit'

/** On top of a form: which fields to mend, or why the whole was refused. */
export function FormErrors({ error }: { error: Refusal | null }) {
  const { summary } = useFieldWords(error)
  if (!error) return null
  return summary.length > 0 ? <ErrorSummary errors={summary} /> : <ErrorWords code={error.code} />
}
