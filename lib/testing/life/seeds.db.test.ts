import { beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../database'
import { playLife } from './play-life'

/** Lives that once broke a law, and a few others. `npm run simulate` plays as many as one likes. */
const SEEDS = ['1', '2', '105', '111', '112', '909', '1343', '1346', '1807']

/** On a busy machine; a life takes a second or two. */
const LIFE_MAX_MS = 180_000

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

describe('a household’s books after months of faults', () => {
  it.each(SEEDS)(
    'agree with what truly happened (seed %s)',
    async (seed) => {
      const report = await playLife(database, seed)
      expect(report.violations).toEqual([])
      expect(report.calls).toBeGreaterThan(20)
    },
    LIFE_MAX_MS,
  )

  it(
    'are those of a life that can be lived again: same seed, same life',
    async () => {
      const first = await playLife(database, '7')
      const second = await playLife(await createTestDatabase(), '7')
      expect(first.events).toBeGreaterThan(10)
      // Whether a page was already asked for when the process died is a matter of microseconds.
      expect({ ...second, calls: first.calls }).toEqual(first)
    },
    2 * LIFE_MAX_MS,
  )
})
