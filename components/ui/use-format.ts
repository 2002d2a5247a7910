'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { createFormat, type Format } from '@/lib/core/format'
import { useDisplay } from './display-context'

/** Text of days, times and money in client components; on the server it is `getFormat()`. */
export function useFormat(): Format {
  const display = useDisplay()
  const words = useTranslations('format')
  return useMemo(() => createFormat(display, (key, values) => words(key, values)), [display, words])
}
