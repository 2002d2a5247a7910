import { parseCurrency, type Currency } from '@/lib/core/currency'
import type { IsoDate } from '@/lib/core/iso-date'
import type { Rate } from '@/lib/core/money'
import type { Rates } from '@/lib/accounts/fx'

export type UsedRates = { readonly day: IsoDate; readonly list: readonly { readonly currency: string; readonly rate: string }[] }

/** The rates behind converted sums, to be named at the foot; null when nothing was converted. */
export function usedRates(rates: Rates, currencies: Iterable<string>, base: Currency): UsedRates | null {
  const foreign = [...new Set(currencies)].filter((currency) => currency !== base).sort()
  if (rates.day === null || foreign.length === 0) return null
  const named = [...foreign, base].filter((currency) => currency !== 'EUR')
  const list = named.flatMap((currency) => {
    const rate = rates.get(parseCurrency(currency))
    return rate ? [{ currency, rate: rateText(rate) }] : []
  })
  return { day: rates.day, list }
}

/** The exact decimal text of a rate: "11.0500". */
function rateText({ numerator, scale }: Rate): string {
  const digits = String(numerator).padStart(scale + 1, '0')
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
