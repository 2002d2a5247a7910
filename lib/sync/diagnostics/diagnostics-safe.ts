import { randomBytes } from 'node:crypto'
import { BANK_ERROR_KINDS } from '@/lib/banking/errors'

export type Label = (kind: string, id: string) => string

/** Names for ids, made anew for every file: two files of one household cannot be laid beside each other. */
export function openLabels(): Label {
  const labels = new Map<string, string>()
  return (kind, id) => {
    const key = `${kind} ${id}`
    const known = labels.get(key) ?? `${kind}-${randomBytes(4).toString('hex')}`
    labels.set(key, known)
    return known
  }
}

/** A word of a closed list of ours; anything that could be a sentence or a number of an account is left out. */
export function safeCode(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text === '') return null
  return /^[A-Za-z]+(?:[_.:-][A-Za-z]+){0,8}$/.test(text) && text.length <= 60 ? text : '(left out)'
}

/** A code that came from outside: words joined by underscores, as error codes are and names are not. */
export function safeForeignCode(text: string | null): string | null {
  if (text === null || text === '') return null
  const isCode = /^(?:[A-Z]+(?:_[A-Z]+){1,8}|[a-z]+(?:_[a-z]+){1,8})$/.test(text) && text.length <= 60
  return isCode || BANK_ERROR_KINDS.some((kind) => kind === text) ? text : '(left out)'
}

/** A code of ISO 20022 or ISO 4217. */
export function safeIsoCode(text: string | null): string | null {
  return text === null || /^[A-Z]{3,4}$/.test(text) ? text : '(left out)'
}

/** Switches and small numbers of what was learned about a bank; texts only if they are codes. */
export function safeFacts(value: unknown): Record<string, string | number | boolean | null> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, fact]) => {
      if (safeCode(name) !== name) return []
      if (typeof fact === 'boolean' || fact === null) return [[name, fact]]
      if (typeof fact === 'number' && Math.abs(fact) < 100_000) return [[name, fact]]
      return typeof fact === 'string' ? [[name, safeForeignCode(fact)]] : []
    }),
  )
}

export function dayOf(date: Date | null): string | null {
  return date?.toISOString().slice(0, 10) ?? null
}

export function instantOf(date: Date | null): string | null {
  return date?.toISOString() ?? null
}
