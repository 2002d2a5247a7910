import type { PayeeSuggestion } from '@/lib/payments/payees/payee-dto'

const SHOWN_MAX = 8

/** Those whose name or number holds what was typed, names that begin with it first. */
export function matchSuggestions(all: readonly PayeeSuggestion[], typed: string): PayeeSuggestion[] {
  const wanted = fold(typed)
  if (wanted === '') return all.slice(0, SHOWN_MAX)
  const compact = wanted.replace(/\s/g, '')
  return all
    .flatMap((suggestion) => {
      const name = fold(`${suggestion.alias ?? ''} ${suggestion.name}`)
      if (name.startsWith(wanted)) return [{ suggestion, rank: 0 }]
      if (name.split(/\s+/).some((word) => word.startsWith(wanted))) return [{ suggestion, rank: 1 }]
      if (name.includes(wanted)) return [{ suggestion, rank: 2 }]
      if (compact.length >= 4 && fold(suggestion.account.identification).includes(compact)) return [{ suggestion, rank: 3 }]
      return []
    })
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, SHOWN_MAX)
    .map(({ suggestion }) => suggestion)
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
}
