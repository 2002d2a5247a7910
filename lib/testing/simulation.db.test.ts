import { beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from './database'
import { simulate } from './simulation'

/** `npm run simulate -- --seeds 200` runs more, `-- --seed 17` one of them again. */
const given = process.env.SIMULATION_SEEDS
const seeds = given ? given.split(',') : ['1', '2', '3']

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

describe('a household’s books after months of faults', () => {
  for (const seed of seeds) {
    it(`agree with what truly happened (seed ${seed})`, async () => {
      expect(await simulate(database, seed)).toEqual([])
    })
  }
})
