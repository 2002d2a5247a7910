'use client'

import type { DayTextForm } from '@/lib/core/format'
import { useFormat } from './use-format'

/** A calendar day in words, e.g. "Wed 18 Nov"; `heading` gives "Today, Friday 20 November". */
export function DateText({ day, form = 'weekday' }: { /** YYYY-MM-DD */ day: string; form?: DayTextForm }) {
  const format = useFormat()
  return (
    <time dateTime={day} suppressHydrationWarning>
      {format.day(day, form)}
    </time>
  )
}
