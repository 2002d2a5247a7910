/**
 * Answers kept for a while, in memory. Callers of one key at the same moment share one question; a failure is not kept.
 * The oldest entry goes when there are too many.
 */
export function createTimedCache<T>({ keptMs, entriesMax, now = Date.now }: { keptMs: number; entriesMax: number; now?: () => number }) {
  const entries = new Map<string, { readonly answer: Promise<T>; readonly until: number }>()

  function get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = entries.get(key)
    if (known && known.until > now()) return known.answer
    const entry = { answer: ask(), until: now() + keptMs }
    entries.delete(key)
    entries.set(key, entry)
    if (entries.size > entriesMax) entries.delete(entries.keys().next().value!)
    entry.answer.catch(() => entries.get(key) === entry && entries.delete(key))
    return entry.answer
  }

  return { get }
}
