'use client'

import { useDisplay } from '@/components/ui/display-context'
import { useFormat } from '@/components/ui/use-format'
import type { DayForm } from '@/lib/core/format-day'
import { dayIn } from '@/lib/core/format-day'

/** The calendar day of an instant, in the person's time zone. */
export function DayOf({ at, form = 'long' }: { /** ISO 8601 instant. */ at: string; form?: DayForm }) {
  const format = useFormat()
  const { timeZone } = useDisplay()
  return (
    <time dateTime={at} suppressHydrationWarning>
      {format.day(dayIn(new Date(at), timeZone), form)}
    </time>
  )
}
