'use client'

import type { TimeTextForm } from '@/lib/core/format'
import { useFormat } from './use-format'

const DAY_MS = 86_400_000

type TimeTextProps = {
  /** ISO 8601 instant. */ at: string
  form?: TimeTextForm
  /** Warns by colour when older than a day at this instant (numbers "as of"). */ staleAt?: string
}

/** An instant in the person's time zone, e.g. "today 17:05". */
export function TimeText({ at, form = 'relative', staleAt }: TimeTextProps) {
  const format = useFormat()
  const isStale = staleAt !== undefined && Date.parse(staleAt) - Date.parse(at) > DAY_MS
  return (
    <time dateTime={at} className={isStale ? 'text-warning' : undefined} suppressHydrationWarning>
      {format.time(at, form)}
    </time>
  )
}
