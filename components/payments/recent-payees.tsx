'use client'

import { useTranslations } from 'next-intl'
import { chosenPayee } from './chosen-payee'
import { usePay } from './pay-context'

const SHOWN_MAX = 3

/** Who is paid most often, one press away while nobody is chosen. */
export function RecentPayees({ at }: { at: number }) {
  const t = useTranslations('payments.form.to')
  const { form, suggestions, changeLine } = usePay()
  const line = form.lines[at]
  const others = suggestions.filter(({ kind }) => kind !== 'own')
  // Somebody with two accounts is chosen from the list, where the numbers stand.
  const shown = others.filter(({ name }) => others.filter((other) => other.name === name).length === 1).slice(0, SHOWN_MAX)
  if (!line || line.name !== '' || line.account !== '' || shown.length === 0) return null
  return (
    <div className="chips scroll-x recent" role="group" aria-label={t('recent')}>
      {shown.map((suggestion) => (
        <button
          key={suggestion.key}
          type="button"
          className="chip"
          onClick={() => {
            changeLine(at, chosenPayee(suggestion))
            document.getElementById(`lines.${at}.amount`)?.focus()
          }}
        >
          {suggestion.name}
        </button>
      ))}
    </div>
  )
}
