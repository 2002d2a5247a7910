import { addDays, utcDay, type IsoDate } from '@/lib/core/iso-date'
import type { Rate } from '@/lib/core/money'
import { lastFixing, rateOn, RATED_CURRENCIES } from './ecb-rates'
import { isBusinessDay, WORLD_BEGINS } from './world/calendar'

/** The day's rates come out at about 16:00 Central European Time. */
const PUBLISHED_AT_HOUR_UTC = 15
const NINETY_DAYS = 90

const PATH = /^\/stats\/eurofxref\/eurofxref-(daily|hist-90d|hist)\.xml$/

export function isEcbPath(pathname: string): boolean {
  return PATH.test(pathname)
}

/** The European Central Bank's reference rates in its own envelope: the last day, ninety days, or all there are. */
export function serveEcb(pathname: string, now: Date): Response {
  const scope = PATH.exec(pathname)?.[1]
  const latest = lastFixing(now.getUTCHours() >= PUBLISHED_AT_HOUR_UTC ? utcDay(now) : addDays(utcDay(now), -1))
  const first = scope === 'daily' ? latest : scope === 'hist' ? WORLD_BEGINS : addDays(latest, -NINETY_DAYS)
  return new Response(envelope(fixingsBetween(first, latest)), { headers: { 'Content-Type': 'text/xml; charset=utf-8' } })
}

/** Newest first, as published. */
function fixingsBetween(first: IsoDate, latest: IsoDate): IsoDate[] {
  const days: IsoDate[] = []
  for (let day = latest; day >= first; day = addDays(day, -1)) if (isBusinessDay(day)) days.push(day)
  return days
}

function envelope(days: readonly IsoDate[]): string {
  const cubes = days.map((day) => {
    const rates = RATED_CURRENCIES.map((currency) => `<Cube currency="${currency}" rate="${printRate(rateOn(currency, day))}"/>`)
    return `<Cube time="${day}">${rates.join('')}</Cube>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject>
<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
<Cube>${cubes.join('\n')}</Cube>
</gesmes:Envelope>`
}

function printRate({ numerator, scale }: Rate): string {
  const digits = numerator.toString().padStart(scale + 1, '0')
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
