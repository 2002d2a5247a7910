import { getTranslations } from 'next-intl/server'
import { createFormat, type Format } from '@/lib/core/format'
import { getDisplay, type DisplayWishes } from './get-display'

/** Text of days, times and money for server components; in the browser it is `useFormat()`. */
export async function getFormat(viewer?: DisplayWishes): Promise<Format> {
  const [display, words] = await Promise.all([getDisplay(viewer), getTranslations('format')])
  return createFormat(display, (key, values) => words(key, values))
}
