import { addDays, daysBetween, type IsoDate } from '@/lib/core/iso-date'

/** How far people look ahead when they pay: to the same day of next week. */
const AHEAD_DAYS = 7
/** The bank may announce an order of ours on another day than we count for it: banks rest on different days. */
const SAME_DAYS = 3

/** Money that will move on a day to come; negative leaves the account. */
export type Movement = { readonly day: IsoDate; readonly minor: bigint }

export const aheadUntil = (today: IsoDate): IsoDate => addDays(today, AHEAD_DAYS)

/**
 * The sum of what the bank announces and of what was ordered here; an order that the bank announces too counts once. Null: nothing
 * is known to come, which is not the same as nothing coming.
 */
export function sumAhead(announced: readonly Movement[], ordered: readonly Movement[]): bigint | null {
  const left = [...announced]
  const unannounced = ordered.filter((order) => {
    const at = left.findIndex(({ day, minor }) => minor === order.minor && Math.abs(daysBetween(day, order.day)) <= SAME_DAYS)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  const all = [...announced, ...unannounced]
  return all.length === 0 ? null : all.reduce((sum, { minor }) => sum + minor, 0n)
}
