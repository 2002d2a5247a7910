'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { useDisplay } from '@/components/ui/display-context'
import { formatClock } from '@/lib/core/format-day'
import type { Option } from '@/lib/households/display-options'

/** All time zones this browser knows; the chosen one says what time it is there. On the server, the chosen one alone. */
export function useTimeZones(chosen: string): Option[] {
  const t = useTranslations('setup.form')
  const { hour12 } = useDisplay().style
  const [zones, setZones] = useState<Option[]>([{ value: chosen, label: cityOf(chosen) }])

  useEffect(() => {
    const time = formatClock(new Date(), chosen, { hour12 })
    const known = new Set([...Intl.supportedValuesOf('timeZone'), chosen])
    setZones(
      [...known].map((value) => ({ value, label: value === chosen ? t('timeThere', { place: cityOf(value), time }) : placeOf(value) })),
    )
  }, [chosen, hour12, t])

  return zones
}

/** "Europe/Helsinki" → "Helsinki, Europe". */
function placeOf(timeZone: string): string {
  const [area] = timeZone.split('/')
  return area === timeZone ? timeZone : `${cityOf(timeZone)}, ${area}`
}

function cityOf(timeZone: string): string {
  return timeZone.replaceAll('_', ' ').split('/').at(-1) ?? timeZone
}
