import type { IsoDate } from '@/lib/core/iso-date'
import type { TotalChange } from './store-rows'

export type BookedFacts = { readonly day: IsoDate; readonly category: string | null; readonly currency: string; readonly minor: bigint }

/** Adds one booked row (`times` 1) to the changes of a batch, or takes it away (−1). Money out is kept negative. */
export function addToTotals(totals: Map<string, TotalChange>, { day, category, currency, minor }: BookedFacts, times: 1 | -1): void {
  const key = `${day} ${currency} ${category ?? ''}`
  let change = totals.get(key)
  if (!change) {
    change = { day, category: category ?? '', currency, inMinor: 0n, outMinor: 0n, count: 0 }
    totals.set(key, change)
  }
  const signed = times === 1 ? minor : -minor
  if (minor >= 0n) change.inMinor += signed
  else change.outMinor += signed
  change.count += times
}
