import { beforeAll, describe, expect, it } from 'vitest'
import { countFromEnvironment } from '../count-from-environment'
import { createTestDatabase, type TestDatabase } from '../database'
import { INTENTS_OF_A_LIFE, playPayments } from './play-payments'

/** `npm run simulate -- --payments 10000` plays as many as one likes. */
const INTENTS = countFromEnvironment('PAY_INTENTS', 200)
const SEEDS = Array.from({ length: Math.ceil(INTENTS / INTENTS_OF_A_LIFE) }, (_, at) => String(at + 1))

/** On a busy machine. */
const LIFE_MAX_MS = 300_000

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

describe('payments under faults', () => {
  it.each(SEEDS)(
    'are never made twice, never lost, and nothing false is said of them (seed %s)',
    async (seed) => {
      const report = await playPayments(database, { seed, intents: INTENTS_OF_A_LIFE })
      expect(report.violations).toEqual([])
      expect(report.atBank).toBeGreaterThan(INTENTS_OF_A_LIFE / 2)
      expect(report.ends.executed).toBeGreaterThan(5)
      expect(report.ends.booked).toBeGreaterThan(5)
    },
    LIFE_MAX_MS,
  )
})
