import { beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from './database'
import { seedHousehold } from './household'
import { createTestWorld } from './world'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

type Row = { hash: string; minor: string; day: string }

/** What we hold of booked rows, by the account's primary hash. */
function listBooked(householdId: string): Promise<Row[]> {
  return database.ownerQuery<Row>(
    `SELECT i.hash, t.amount_minor::text AS minor, t.booking_date::text AS day
       FROM transaction t JOIN account_identity i ON i.household_id = t.household_id AND i.account_id = t.account_id AND i.is_primary
      WHERE t.household_id = $1 AND t.status = 'BOOK'`,
    [householdId],
  )
}

describe('a bank connected to and read from the simulator', () => {
  it('gives exactly the rows that truly happened, and nothing more when read again', async () => {
    const world = createTestWorld()
    const { householdId, viewer } = await seedHousehold()
    const bankSessionId = await world.connectBank(viewer, { country: 'FI', bank: 'Saaristo Bank', person: 'aino.virtanen' })
    expect(await world.sync(householdId, bankSessionId)).toMatchObject({ outcome: 'complete' })
    const held = await listBooked(householdId)
    const hashes = [...new Set(held.map((row) => row.hash))]
    const truth = hashes.flatMap((hash) => {
      const earliest = held.filter((row) => row.hash === hash).reduce((first, row) => (row.day < first ? row.day : first), '9999')
      return world.simulator.ledger
        .booked(hash, world.now())
        .filter((row) => row.bookingDate >= earliest)
        .map((row) => ({ hash, minor: row.amount.minor.toString(), day: row.bookingDate as string }))
    })
    const inOrder = (rows: Row[]) => rows.map((row) => JSON.stringify([row.hash, row.day, row.minor])).toSorted()
    expect(held.length).toBeGreaterThan(500)
    expect(inOrder(held)).toEqual(inOrder(truth))
    await world.sync(householdId, bankSessionId, 'interactive')
    expect(inOrder(await listBooked(householdId))).toEqual(inOrder(held))
  })
})
