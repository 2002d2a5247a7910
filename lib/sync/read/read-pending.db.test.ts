import { beforeAll, describe, expect, it } from 'vitest'
import { BankError } from '@/lib/banking/errors'
import { fakeAccount, fakeBalance } from '@/lib/sync/fake-bank'
import { runSync } from '@/lib/sync/run'
import { seedSession } from '@/lib/sync/seed-session'
import { createTestDatabase } from '@/lib/testing/database'
import { seedHousehold } from '@/lib/testing/household'
import { openDatedBank } from './dated-bank'

const NOW = new Date('2026-11-20T09:00:00Z')
const PSU = { ipAddress: '8.8.8.8', userAgent: 'a browser' }

beforeAll(async () => {
  await createTestDatabase()
})

describe('a bank that refuses a long window of pending rows', () => {
  it('is asked for a month of them, and so the next time', async () => {
    const { householdId, ...household } = await seedHousehold()
    const { bankSessionId } = await seedSession({ householdId, ...household }, [fakeAccount('a')], { now: NOW })
    const bank = openDatedBank(() => NOW, {})
    bank.balances = { a: [fakeBalance('CLBD', '100.00')] }
    bank.before = ({ operation, query }) => {
      if (operation === 'pending' && query.dateFrom! < '2026-10-20') throw new BankError('period_refused')
    }
    const read = async () => {
      bank.calls.length = 0
      const connectorFor = () => Promise.resolve(bank.connector)
      const report = await runSync({
        ...{ householdId, bankSessionId, trigger: 'interactive', psuContext: PSU },
        ...{ now: () => NOW, connectorFor },
      })
      expect(report).toMatchObject({ outcome: 'complete', accounts: [{ pendingError: null }] })
      return bank.calls.filter(({ operation }) => operation === 'pending').map(({ query }) => query.dateFrom)
    }
    expect([await read(), await read()]).toEqual([['2026-08-24', '2026-10-22'], ['2026-10-22']])
  })
})
