import { parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { FINNISH_BROWSER } from './people'

/** The day as the person sees it, who may have a later one than UTC, by which banks count. */
export function todayHere(): IsoDate {
  return parseIsoDate(new Intl.DateTimeFormat('sv-SE', { timeZone: FINNISH_BROWSER.timezoneId }).format(new Date()))
}
