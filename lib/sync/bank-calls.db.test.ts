import { beforeAll, describe, expect, it } from 'vitest'
import { endAccessAtBank } from '@/lib/bank-sessions/end-access-at-bank'
import { endBankSession } from '@/lib/bank-sessions/end-bank-session'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold } from '@/lib/testing/household'
import { createTestWorld } from '@/lib/testing/world'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

describe('calls to a bank', () => {
  it('are all written down with their purpose, from the first to the last of an access', async () => {
    const world = createTestWorld({ seed: 'calls' })
    const { householdId, viewer } = await seedHousehold()
    const visit = { country: 'FI', bank: 'Kontur', person: 'aino.virtanen' }
    const first = await world.connectBank(viewer, visit)
    await world.sync(householdId, first, 'first')
    world.advance(7 * 3_600_000)
    await world.sync(householdId, first, 'scheduled')
    const second = await world.visitBank(viewer, { ...visit, renews: first })
    world.advance(60_000)
    await endBankSession(viewer, second, world.now())
    await endAccessAtBank({ householdId, bankSessionId: second }, world.now())

    expect(await stepsOf(first)).toEqual(
      new Set([
        'start connect',
        'complete connect',
        'transactions first',
        'pending first',
        'balances first',
        'transactions scheduled',
        'pending scheduled',
        'balances scheduled',
      ]),
    )
    expect(await stepsOf(second)).toEqual(new Set(['start renew', 'complete renew', 'revoke end']))
    const asked = world.simulator.ledger.calls.filter(({ operation }) => /accounts|auth|sessions/.test(operation)).length
    const [{ written }] = (await database.ownerQuery<{ written: number }>('SELECT count(*)::int AS written FROM bank_call')) as [
      { written: number },
    ]
    expect(written).toBe(asked)
  })
})

async function stepsOf(bankSessionId: string): Promise<Set<string>> {
  const rows = await database.ownerQuery<{ step: string }>(
    `SELECT DISTINCT operation || ' ' || purpose AS step FROM bank_call WHERE bank_session_id = $1`,
    [bankSessionId],
  )
  return new Set(rows.map(({ step }) => step))
}
