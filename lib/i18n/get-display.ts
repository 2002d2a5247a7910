import { cookies, headers } from 'next/headers'
import { cache } from 'react'
import { PRIVACY_COOKIE } from '@/lib/core/cookies'
import type { Display } from '@/lib/core/format'
import { dayIn } from '@/lib/core/format-day'
import { readFormatStyle, type FormatStyle } from '@/lib/core/format-style'
import { FORMAT_COOKIE, LOCALE_COOKIE, pickFormatLocale, pickLanguage, readAcceptLanguage, TIME_ZONE_COOKIE } from './locales'

/** What of a viewer decides how things are written. */
export type DisplayWishes = { readonly locale: string; readonly formatLocale: string; readonly timeZone?: string }

/** How to write for this request: the viewer's settings, else the visitor's cookies, else what the browser asks for. */
export async function getDisplay(viewer?: DisplayWishes): Promise<Display> {
  const visitor = await getVisitor()
  const timeZone = viewer?.timeZone ?? visitor.timeZone
  return {
    language: viewer ? pickLanguage([viewer.locale, visitor.language]) : visitor.language,
    style: styleOf(viewer?.formatLocale ?? visitor.formatLocale),
    timeZone,
    today: dayIn(new Date(), timeZone),
    isPrivate: visitor.isPrivate,
  }
}

/** The visitor as cookies and headers describe them; read once per request. */
export const getVisitor = cache(async () => {
  const [jar, head] = await Promise.all([cookies(), headers()])
  const asked = readAcceptLanguage(head.get('accept-language'))
  return {
    language: pickLanguage([jar.get(LOCALE_COOKIE)?.value, ...asked]),
    formatLocale: pickFormatLocale([jar.get(FORMAT_COOKIE)?.value, ...asked]),
    timeZone: knownTimeZone(jar.get(TIME_ZONE_COOKIE)?.value),
    isPrivate: jar.get(PRIVACY_COOKIE)?.value === '1',
  }
})

const styles = new Map<string, FormatStyle>()

function styleOf(formatLocale: string): FormatStyle {
  const known = styles.get(formatLocale)
  if (known) return known
  const style = readFormatStyle(formatLocale)
  if (styles.size < 200) styles.set(formatLocale, style)
  return style
}

function knownTimeZone(name: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}
