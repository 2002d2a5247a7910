import { addDays, daysBetween, type IsoDate } from '@/lib/core/iso-date'

/** How far back a chart and its change look. */
export const PERIODS = ['1m', '3m', '1y', 'all'] as const

export type Period = (typeof PERIODS)[number]

export function readPeriod(text: string | null | undefined): Period {
  return PERIODS.find((period) => period === text) ?? '1m'
}

/** Points of a chart stand `stepDays` apart and end today; `from` is the first of them, null for as far as there is data. */
export type Axis = { readonly today: IsoDate; readonly stepDays: number; readonly from: IsoDate | null }

const STEP_DAYS: Record<Period, number> = { '1m': 1, '3m': 1, '1y': 3, all: 7 }
const MONTHS: Record<Exclude<Period, 'all'>, number> = { '1m': 1, '3m': 3, '1y': 12 }

export function axisOf(period: Period, today: IsoDate): Axis {
  const stepDays = STEP_DAYS[period]
  if (period === 'all') return { today, stepDays, from: null }
  const steps = Math.ceil(daysBetween(sameDayBefore(today, MONTHS[period]), today) / stepDays)
  return { today, stepDays, from: addDays(today, -steps * stepDays) }
}

/** The same day of an earlier month, or its last day if that does not exist. */
function sameDayBefore(today: IsoDate, months: number): IsoDate {
  const [year, month, day] = [Number(today.slice(0, 4)), Number(today.slice(5, 7)), Number(today.slice(8))]
  const lastOfMonth = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  const first = new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10) as IsoDate
  return addDays(first, Math.min(day, lastOfMonth) - 1)
}
