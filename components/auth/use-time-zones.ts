'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useDisplay } from '@/components/ui/display-context'
import { formatClock } from '@/lib/core/format-day'
import type { Option } from '@/lib/households/display-options'

type TimeZones = { readonly zones: readonly Option[]; readonly chosen: string; readonly choose: (timeZone: string) => void }

/**
 * All time zones this browser knows; the chosen one says what time it is there. On the server, the first one alone. `isNew`: nobody
 * chose yet, and on a first visit the server does not know where this browser is: its own zone is the one to begin with.
 */
export function useTimeZones(first: string, { isNew }: { isNew: boolean }): TimeZones {
  const t = useTranslations('setup.form')
  const { hour12 } = useDisplay().style
  const [chosen, choose] = useState(first)
  const [zones, setZones] = useState<Option[]>([{ value: first, label: cityOf(first) }])

  useEffect(() => {
    if (isNew) choose(Intl.DateTimeFormat().resolvedOptions().timeZone || first)
  }, [isNew, first])

  useEffect(() => {
    const time = formatClock(new Date(), chosen, { hour12 })
    const known = new Set([...Intl.supportedValuesOf('timeZone'), chosen])
    setZones(
      [...known].map((value) => ({ value, label: value === chosen ? t('timeThere', { place: cityOf(value), time }) : placeOf(value) })),
    )
  }, [chosen, hour12, t])

  return { zones, chosen, choose }
}

/** "Europe/Helsinki" → "Helsinki, Europe". */
function placeOf(timeZone: string): string {
  const [area] = timeZone.split('/')
  return area === timeZone ? timeZone : `${cityOf(timeZone)}, ${area}`
}

function cityOf(timeZone: string): string {
  return timeZone.replaceAll('_', ' ').split('/').at(-1) ?? timeZone
}
