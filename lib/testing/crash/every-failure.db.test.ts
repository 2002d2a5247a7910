import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { annotateTransaction } from '@/lib/accounts/annotate-transaction'
import { replaceRegistry } from '@/lib/banking/registry'
import { parseIsoDate } from '@/lib/core/iso-date'
import { openBankWorld, type BankWorld } from '../bank-world'
import { createTestDatabase, type TestDatabase } from '../database'
import { openFragileProcess, type FragileProcess, type Mishap } from '../fragile-process'
import { seedHousehold, type SeededHousehold } from '../household'
import { checkBalances, checkEdits, checkSums } from '../life/check-books'
import { checkTransactions } from '../life/check-transactions'
import type { Edit } from '../life/life'
import { PSU } from '../life/psu'

const [MINUTE_MS, HOUR_MS] = [60_000, 3_600_000]
/** More moments than a reading has. */
const MOMENTS_MAX = 400

let database: TestDatabase
let fragile: FragileProcess
let world: BankWorld
let household: SeededHousehold
let bankSessionId: string
let clock = Date.parse('2026-11-20T12:00:00Z')
const edits = new Map<string, Edit>()

beforeAll(async () => {
  database = await createTestDatabase()
  fragile = openFragileProcess()
  const now = () => new Date(clock)
  const small = { begins: parseIsoDate('2026-09-01'), activity: 0.3, banks: ['Saaristo Bank'] }
  const between = (simulator: BankWorld['simulator']) => fragile.between((request) => simulator.fetch(request))
  world = openBankWorld({ seed: 'every failure', now, world: small, settings: { unattendedReadsPerDay: 1_000_000 }, between })
  household = await seedHousehold()
  bankSessionId = await world.connectBank(household.viewer, { country: 'FI', bank: 'Saaristo Bank', person: 'elias.lindqvist' })
  await world.sync(household.householdId, bankSessionId)
  await writeOnRows()
})

afterAll(() => {
  fragile.release()
  replaceRegistry(undefined)
})

async function writeOnRows(): Promise<void> {
  const rows = await database.ownerQuery<{ id: string }>(
    `SELECT id::text AS id FROM transaction WHERE superseded_by_id IS NULL ORDER BY (status = 'BOOK'), effective_date DESC LIMIT 10`,
  )
  for (const { id } of rows) {
    await annotateTransaction(household.viewer, id, { note: `Note on ${id}` })
    edits.set(id, { name: null, note: `Note on ${id}`, category: null })
  }
}

/** I1, I2, I5, I8, I9. */
async function check(): Promise<string[]> {
  const books = { database, ledger: world.simulator.ledger, householdId: household.householdId, now: world.now() }
  return [
    ...(await checkTransactions(books, { upToNow: false })),
    ...(await checkBalances(books)),
    ...(await checkSums(books)),
    ...(await checkEdits(books, edits)),
  ]
}

describe('a reading in which one thing fails', () => {
  const kinds: readonly (readonly [what: string, how: Mishap, atLeast: number])[] = [
    ['the n-th statement never reaches the database', 'statement_lost', 40],
    ['the answer to the n-th statement is lost', 'statement_answer_lost', 40],
    ['the n-th call never reaches the bank', 'call_lost', 3],
    ['the answer to the n-th call is lost', 'call_answer_lost', 3],
  ]
  for (const [what, how, atLeast] of kinds) {
    it(`holds every law for every n, and the next reading heals it: ${what}`, async () => {
      let nth = 1
      for (; nth <= MOMENTS_MAX; nth++) {
        // Something new to read each time.
        clock += 9 * HOUR_MS
        fragile.arm(how, nth)
        await world.sync(household.householdId, bankSessionId, 'interactive', PSU).catch(() => undefined)
        const struck = fragile.disarm()
        expect(await check(), `after the failure at ${nth}`).toEqual([])
        if (!struck) break
        clock += 2 * MINUTE_MS
        const healed = await world.sync(household.householdId, bankSessionId, 'interactive', PSU)
        expect(healed.outcome, `after the failure at ${nth}: ${JSON.stringify(healed)}`).toBe('complete')
        expect(await check(), `healed after ${nth}`).toEqual([])
      }
      expect(nth).toBeGreaterThan(atLeast)
      expect(nth).toBeLessThan(MOMENTS_MAX)
    }, 300_000)
  }
})
