import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replaceRegistry } from '@/lib/banking/registry'
import { parseIsoDate } from '@/lib/core/iso-date'
import { createSimulator } from '@/lib/simulator/simulator'
import { joinBankWorld, type BankWorld } from './bank-world'
import { createTestDatabase, type TestDatabase } from './database'
import { seedHousehold, type SeededHousehold } from './household'
import { checkSums } from './life/check-books'
import { checkTransactions } from './life/check-transactions'
import { PSU } from './life/psu'

const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000]
const API_URL = 'http://127.0.0.1:3001'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => replaceRegistry(undefined))

type Place = {
  readonly world: BankWorld
  readonly household: SeededHousehold
  readonly bankSessionId: string
  /** Moves both clocks, or ours alone. */
  advance(ms: number): void
  setOursOff(ms: number): void
}

async function open(at: string): Promise<Place> {
  let bankMs = Date.parse(at)
  let offMs = 0
  const small = { begins: parseIsoDate('2026-08-01'), activity: 0.3, banks: ['Saaristo Bank'] }
  const simulator = createSimulator({ seed: 'clocks', now: () => new Date(bankMs), baseUrl: API_URL, world: small })
  const world = joinBankWorld({ simulator, apiUrl: API_URL }, { now: () => new Date(bankMs + offMs) })
  const household = await seedHousehold()
  const visit = { country: 'FI', bank: 'Saaristo Bank', person: 'elias.lindqvist' }
  const bankSessionId = await world.connectBank(household.viewer, visit)
  return { world, household, bankSessionId, advance: (ms) => void (bankMs += ms), setOursOff: (ms) => void (offMs = ms) }
}

async function expectTruth({ world, household }: Place): Promise<void> {
  const { householdId } = household
  const books = { database, ledger: world.simulator.ledger, householdId, now: world.simulator.clock.now() }
  expect(await checkTransactions(books, { upToNow: true })).toEqual([])
  expect(await checkSums(books)).toEqual([])
}

function read({ world, household, bankSessionId }: Place) {
  return world.sync(household.householdId, bankSessionId, 'interactive', PSU)
}

describe('clocks', () => {
  it.each([
    ['summer time begins', '2027-03-27T22:30:00Z'],
    ['summer time ends', '2027-10-30T22:30:00Z'],
    ['the year ends', '2026-12-31T21:30:00Z'],
    ['a short month ends', '2027-02-28T21:30:00Z'],
  ])('reading hour by hour while %s loses and doubles nothing', async (_, at) => {
    const place = await open(at)
    for (let hour = 0; hour < 6; hour++) {
      expect(await read(place)).toMatchObject({ outcome: 'complete' })
      place.advance(HOUR_MS)
    }
    await read(place)
    await expectTruth(place)
  })

  it('of this machine set back by an hour: the next reading is as good as any', async () => {
    const place = await open('2026-11-20T12:00:00Z')
    expect(await read(place)).toMatchObject({ outcome: 'complete' })
    place.advance(26 * HOUR_MS)
    expect(await read(place)).toMatchObject({ outcome: 'complete' })
    place.advance(-HOUR_MS)
    expect(await read(place)).toMatchObject({ outcome: 'complete' })
    place.advance(2 * HOUR_MS)
    expect(await read(place)).toMatchObject({ outcome: 'complete' })
    await expectTruth(place)
  })

  it.each([-10, 10])(
    'of this machine off by %i minutes: named as such, no fault of the bank, and well again when it is right',
    async (minutes) => {
      const place = await open('2026-11-20T12:00:00Z')
      await read(place)
      place.advance(26 * HOUR_MS)
      place.setOursOff(minutes * MINUTE_MS)
      const report = await read(place)
      if (report.outcome !== 'complete') expect(report).toMatchObject({ errorKind: 'clock_off' })
      place.setOursOff(0)
      place.advance(HOUR_MS)
      expect(await read(place)).toMatchObject({ outcome: 'complete' })
      await expectTruth(place)
    },
  )

  it('half a minute off is nothing anybody notices', async () => {
    const place = await open('2026-11-20T12:00:00Z')
    place.setOursOff(-25_000)
    expect(await read(place)).toMatchObject({ outcome: 'complete' })
    await expectTruth(place)
  })
})
