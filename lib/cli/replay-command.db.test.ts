import { beforeAll, describe, expect, it } from 'vitest'
import { asSystem } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold } from '@/lib/testing/household'
import { createTestWorld } from '@/lib/testing/world'
import { runReplay } from './replay-command'

let database: TestDatabase
let householdId: string
let row: { id: string; name: string; account: string }

beforeAll(async () => {
  database = await createTestDatabase()
  const world = createTestWorld({ seed: 'replay-command' })
  const household = await seedHousehold({ name: 'Koivurinne 4' })
  householdId = household.householdId
  const bankSessionId = await world.connectBank(household.viewer, { country: 'FI', bank: 'Tammi Savings Bank', person: 'aino.virtanen' })
  await world.sync(householdId, bankSessionId)
  const [first] = await database.ownerQuery<typeof row>(
    `SELECT t.id, t.name, a.bank_name AS account FROM transaction t JOIN account a ON a.id = t.account_id
      WHERE t.household_id = $1 AND t.status = 'BOOK' AND t.name <> '' ORDER BY t.id LIMIT 1`,
    [householdId],
  )
  row = first!
})

describe('the command replay', () => {
  it('tells the difference, changes nothing without --apply, and finds none afterwards', async () => {
    const same = await runReplay(['--household', 'Koivurinne 4'])
    expect(same).toContain('no difference')
    expect(same).not.toMatch(/new|changed|gone/)
    await asSystem(householdId, (db) =>
      db.transaction.update({ where: { householdId_id: { householdId, id: row.id } }, data: { name: 'Misread', factsHash: 'old' } }),
    )
    for (const account of [row.account, (await accountOf(row.id)).account]) {
      const shown = await runReplay(['--household', 'Koivurinne 4', '--account', account])
      expect(shown).toContain('1 changed')
      expect(shown).toContain(`name: "Misread" → "${row.name}"`)
    }
    expect((await accountOf(row.id)).name).toBe('Misread')
    expect(await runReplay(['--household', 'Koivurinne 4', '--apply'])).toContain('applied')
    expect((await accountOf(row.id)).name).toBe(row.name)
    expect(await runReplay(['--household', 'Koivurinne 4'])).not.toContain('changed')
  })

  it('says in one line what it cannot find', async () => {
    await expect(runReplay(['--household', 'Nobody'])).rejects.toMatchObject({ name: 'CliError' })
    await expect(runReplay(['--household', 'Koivurinne 4', '--account', 'Nothing'])).rejects.toMatchObject({ name: 'CliError' })
    await expect(runReplay([])).rejects.toMatchObject({ message: 'missing --household' })
  })
})

async function accountOf(id: string): Promise<{ account: string; name: string }> {
  const [found] = await database.ownerQuery<{ account: string; name: string }>(
    'SELECT account_id AS account, name FROM transaction WHERE id = $1',
    [id],
  )
  return found!
}
