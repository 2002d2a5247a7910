import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { replaceRegistry } from '@/lib/banking/registry'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, type SeededHousehold } from '@/lib/testing/household'
import { fakeAccount, openFakeBank, type FakeBank } from './fake-bank'
import { getSyncProgress } from './progress'
import { seedSession, type SeededSession } from './seed-session'
import { syncTasks } from './tasks'

let database: TestDatabase
let household: SeededHousehold
let session: SeededSession
let bank: FakeBank

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  household = await seedHousehold()
  bank = openFakeBank()
  const unused = () => Promise.reject(new Error('nothing is registered here'))
  replaceRegistry({ getConnector: () => bank.connector, hasInstanceApplication: () => true, register: unused, verifyWebhook: unused })
  session = await seedSession(household, [fakeAccount('a')], { now: new Date() })
})

afterEach(() => replaceRegistry(undefined))

describe('a reading somebody waits for', () => {
  it('that the bank does not allow now is told as a failed one, and nothing is asked of the bank', async () => {
    await set(`background_blocked_until = now() + interval '1 hour'`)
    await wish('interactive')
    expect(await progress()).toMatchObject({ state: 'done', outcome: 'failed', errorKind: 'rate_limited' })
    expect(bank.calls).toEqual([])
  })

  it('is told that the access ended in the meantime', async () => {
    await set(`status = 'closed'`)
    await wish('first')
    expect(await progress()).toMatchObject({ state: 'done', outcome: 'failed', errorKind: 'consent_closed' })
  })

  it('is not answered for a reading that nobody waits for', async () => {
    await set(`background_blocked_until = now() + interval '1 hour'`)
    await wish('scheduled')
    expect(await progress()).toMatchObject({ state: 'waiting' })
  })
})

function set(change: string) {
  return database.ownerQuery(`UPDATE bank_session SET ${change} WHERE id = $1`, [session.bankSessionId])
}

function wish(trigger: 'first' | 'interactive' | 'scheduled') {
  const { householdId } = household
  return syncTasks['sync-bank-session']({ householdId, bankSessionId: session.bankSessionId, trigger })
}

function progress() {
  return getSyncProgress(household.viewer, session.bankSessionId)
}
