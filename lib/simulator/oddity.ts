import type { Oddity } from './quirks'
import { randomFor } from './random'
import type { TrueRow } from './world/true-row'

/** One row in so many has something wrong with it. */
const ONE_IN = 12

/** What is wrong with this row at a bank with these oddities, the same each time it is listed; null for most rows. */
export function oddityOf(row: TrueRow, oddities: readonly Oddity[]): Oddity | null {
  if (oddities.length === 0) return null
  const random = randomFor('oddity', row.id)
  return random.int(1, ONE_IN) === 1 ? random.pick(oddities) : null
}
