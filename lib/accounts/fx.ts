import { parseCurrency, type Currency } from '@/lib/core/currency'
import { parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { convert, parseRate, type Money, type Rate } from '@/lib/core/money'
import type { Db } from '@/lib/db'

/** Reference rates of the European Central Bank: units of a currency for one euro, the newest known of each. */
export type Rates = {
  /** The newest day any of them is of; null when none is known. */
  readonly day: IsoDate | null
  /** Null: no rate is known, and nothing may be guessed. */
  readonly get: (currency: Currency) => Rate | null
}

const EURO: Rate = { numerator: 1n, scale: 0 }

/** Reads the newest rate of each of these currencies in one statement. The euro itself needs none. */
export async function loadRates(db: Db, currencies: readonly Currency[]): Promise<Rates> {
  const wanted = [...new Set(currencies)].filter((currency) => currency !== 'EUR')
  if (wanted.length === 0) return toRates([])
  return toRates(
    await db.$queryRaw<RateRow[]>`
      SELECT w.currency, r.day::text AS day, r.rate
        FROM unnest(${wanted}::text[]) AS w(currency)
        JOIN LATERAL (SELECT f.day, f.rate FROM fx_rate f WHERE f.currency = w.currency ORDER BY f.day DESC LIMIT 1) r ON true`,
  )
}

/** The amount in the base currency, rounded once; null when a rate on the way is not known. */
export function convertToBase(rates: Rates, amount: Money, base: Currency): Money | null {
  if (amount.currency === base) return amount
  const [from, to] = [rates.get(amount.currency), rates.get(base)]
  return from && to && convert(amount, from, to, base)
}

type RateRow = { currency: string; day: string; rate: string }

function toRates(rows: readonly RateRow[]): Rates {
  const known = new Map<Currency, Rate>(rows.map((row) => [parseCurrency(row.currency), parseRate(row.rate)]))
  const newest = rows
    .map((row) => row.day)
    .sort()
    .at(-1)
  return {
    day: newest === undefined ? null : parseIsoDate(newest),
    get: (currency) => (currency === 'EUR' ? EURO : (known.get(currency) ?? null)),
  }
}
