import { useEffect, useState } from 'react'
import type { PayeeSuggestion } from '@/lib/payments/payees/payee-dto'

const LENGTH_MIN = 3
const PAUSE_MS = 250

/** What came with the page, and whoever else was paid under such a name, asked for a moment after the last key. */
export function usePayeeSearch(known: readonly PayeeSuggestion[], typed: string): readonly PayeeSuggestion[] {
  const [found, setFound] = useState<readonly PayeeSuggestion[]>([])
  const text = typed.trim()
  useEffect(() => {
    if (text.length < LENGTH_MIN) return
    const stop = new AbortController()
    const timer = setTimeout(() => void search(text, stop.signal).then((payees) => payees && setFound(payees)), PAUSE_MS)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [text])
  const numbers = new Set(known.map(({ account }) => account.identification))
  return [...known, ...found.filter(({ account }) => !numbers.has(account.identification))]
}

/** Null when it was given up; proposals are a help and their absence no error. */
async function search(text: string, signal: AbortSignal): Promise<readonly PayeeSuggestion[] | null> {
  try {
    const answer = await fetch(`/api/payees?${new URLSearchParams({ q: text })}`, { signal })
    return answer.ok ? ((await answer.json()) as { payees: PayeeSuggestion[] }).payees : null
  } catch {
    return null
  }
}
