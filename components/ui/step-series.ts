import { parseCurrency } from '@/lib/core/currency'
import { addDays, daysBetween, parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { parseMoney } from '@/lib/core/money'
import { toMoneyDto, type MoneyDto } from '@/lib/core/money-dto'

/** A balance as it was at the end of a day. It holds until the next point: a step, not a curve. */
export type DayPoint = { readonly day: string; readonly amount: string }

/** Where an amount lies on the paper. For positions only: it is a float, and nothing is ever computed from it. */
export function plotPosition(amount: string): number {
  return Number.parseFloat(amount)
}

/** The day's place on the axis: whole days since 1970. */
export function plotDay(day: string): number {
  return daysBetween(parseIsoDate('1970-01-01'), parseIsoDate(day))
}

/** The first of the lowest points, or null of none. */
export function lowestPoint(points: readonly DayPoint[]): DayPoint | null {
  return points.reduce<DayPoint | null>(
    (lowest, point) => (lowest && plotPosition(lowest.amount) <= plotPosition(point.amount) ? lowest : point),
    null,
  )
}

const GRID_LINES_MAX = 5
const ROUND_STEPS = [1, 2, 2.5, 5, 10]

/** Round values that span the amounts with three to five grid lines. */
export function gridValues(amounts: readonly string[]): number[] {
  const positions = amounts.map(plotPosition)
  const low = Math.min(...positions)
  const high = Math.max(...positions)
  const rough = (high - low || Math.abs(high) || 1) / (GRID_LINES_MAX - 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  for (const scale of [power, power * 10]) {
    for (const factor of ROUND_STEPS) {
      const values = valuesBetween(low, high, factor * scale)
      if (values.length <= GRID_LINES_MAX) return values
    }
  }
  return [low, high]
}

function valuesBetween(low: number, high: number, step: number): number[] {
  const first = Math.floor(low / step)
  const last = Math.max(first + 1, Math.ceil(high / step))
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step)
}

/** What to write at a grid line: thousands as "45k" when every line is a round thousand and they are long otherwise. */
export function gridLabel(value: number, values: readonly number[], count: (whole: number) => string): string {
  const inThousands = values.every((line) => line % 1000 === 0) && values.some((line) => Math.abs(line) >= 10_000)
  if (inThousands) return value === 0 ? '0' : `${count(value / 1000)}k`
  return Number.isInteger(value) ? count(value) : String(Math.round(value * 100) / 100)
}

export type TableRow = {
  readonly day: IsoDate
  readonly balance: MoneyDto
  /** Against the row below; null in the last. */ readonly change: MoneyDto | null
}

const TABLE_ROWS_MAX = 14

/** The same balances as rows, newest first: every day, week or month, whichever keeps the table short. */
export function tableRows(points: readonly DayPoint[], currency: string): TableRow[] {
  const sorted = [...points].sort((a, b) => (a.day < b.day ? -1 : 1))
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last) return []
  const stepDays = [1, 7, 14, 30, 91, 365].find((days) => plotDay(last.day) - plotDay(first.day) <= days * TABLE_ROWS_MAX) ?? 365
  const rows: { day: IsoDate; minor: bigint }[] = []
  for (let day = parseIsoDate(last.day); day >= first.day; day = addDays(day, -stepDays)) {
    const point = sorted.findLast((candidate) => candidate.day <= day)
    if (point) rows.push({ day, minor: parseMoney(point.amount, currency).minor })
  }
  const dto = (minor: bigint) => toMoneyDto({ minor, currency: parseCurrency(currency) })
  return rows.map(({ day, minor }, index) => {
    const before = rows[index + 1]
    return { day, balance: dto(minor), change: before ? dto(minor - before.minor) : null }
  })
}
