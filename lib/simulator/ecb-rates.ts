import { addDays, daysBetween, type IsoDate } from '@/lib/core/iso-date'
import type { Rate } from '@/lib/core/money'
import { randomFor } from './random'
import { isBusinessDay, WORLD_BEGINS } from './world/calendar'

/** Units per euro around which each currency moves, as [digits, decimals]: 1.0900 USD, 165.00 JPY. */
const LEVELS: Record<string, readonly [numerator: bigint, scale: number]> = {
  USD: [10900n, 4],
  JPY: [16500n, 2],
  BGN: [19558n, 4],
  CZK: [25050n, 3],
  DKK: [74600n, 4],
  GBP: [84000n, 5],
  HUF: [40000n, 2],
  PLN: [43000n, 4],
  RON: [50300n, 4],
  SEK: [110500n, 4],
  CHF: [9400n, 4],
  ISK: [15000n, 2],
  NOK: [117000n, 4],
  TRY: [410000n, 4],
  AUD: [17200n, 4],
  BRL: [61800n, 4],
  CAD: [15500n, 4],
  CNY: [79200n, 4],
  HKD: [85100n, 4],
  IDR: [1780500n, 2],
  ILS: [39800n, 4],
  INR: [948200n, 4],
  KRW: [153000n, 2],
  MXN: [208900n, 4],
  MYR: [48600n, 4],
  NZD: [18900n, 4],
  PHP: [635600n, 4],
  SGD: [14500n, 4],
  THB: [373400n, 4],
  ZAR: [199600n, 4],
}

export const RATED_CURRENCIES: readonly string[] = Object.keys(LEVELS)

/** Pegged to the euro: they hardly move. */
const PEGGED = new Set(['BGN', 'DKK'])

/** Units of `currency` for one euro on that day's fixing; the last fixing before it when it is no business day. */
export function rateOn(currency: string, day: IsoDate): Rate {
  if (currency === 'EUR') return { numerator: 1n, scale: 0 }
  const level = LEVELS[currency]
  if (!level) throw new RangeError(`no reference rate for ${currency}`)
  const [numerator, scale] = level
  const swing = PEGGED.has(currency) ? 200n : 1n
  const ppm = BigInt(drift(currency, lastFixing(day))) / swing
  return { numerator: (numerator * (1_000_000n + ppm) + 500_000n) / 1_000_000n, scale }
}

export function lastFixing(day: IsoDate): IsoDate {
  let candidate = day
  while (!isBusinessDay(candidate)) candidate = addDays(candidate, -1)
  return candidate
}

type Wave = { readonly name: string; readonly days: number; readonly ppm: number }

/** A slow wave and a quicker one. */
const SLOW: Wave = { name: 'slow', days: 120, ppm: 30_000 }
const QUICK: Wave = { name: 'quick', days: 17, ppm: 9_000 }
const DAILY: Wave = { name: 'daily', days: 1, ppm: 2_500 }

/** Two waves and a daily shiver, in millionths; whole numbers only, so every machine agrees. */
function drift(currency: string, day: IsoDate): number {
  const place = daysBetween(WORLD_BEGINS, day)
  return [SLOW, QUICK, DAILY].reduce((sum, wave) => sum + heightOf(currency, wave, place), 0)
}

/** Straight lines between points drawn every so many days. */
function heightOf(currency: string, wave: Wave, place: number): number {
  const nth = Math.floor(place / wave.days)
  const [left, right] = [pointOf(currency, wave, nth), pointOf(currency, wave, nth + 1)]
  return left + Math.round(((right - left) * (place - nth * wave.days)) / wave.days)
}

const points = new Map<string, number>()

function pointOf(currency: string, { name, ppm }: Wave, nth: number): number {
  const key = `${currency} ${name} ${nth}`
  let point = points.get(key)
  if (point === undefined) points.set(key, (point = randomFor('ecb', key).int(-ppm, ppm)))
  return point
}
