import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseCurrency } from '@/lib/core/currency'
import { parseIsoDate } from '@/lib/core/iso-date'
import { parseMoney } from '@/lib/core/money'
import { asSystem } from '@/lib/db'
import { fakeAccount, fakeBalance } from '@/lib/sync/fake-bank'
import { seedSession } from '@/lib/sync/seed-session'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, type SeededHousehold } from '@/lib/testing/household'
import { openVault } from '@/lib/vault/vault'
import { recountBalance, storeBalances } from './balances-store'

const NOW = new Date('2026-11-20T09:00:00Z')
const IBAN = 'FI2112345600000785'
let database: TestDatabase
let household: SeededHousehold

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  household = await seedHousehold()
})

const rows = (sql: string) => database.ownerQuery(sql, [household.householdId])

describe('the accounts a bank names', () => {
  it('are written with their numbers and handles sealed', async () => {
    await seedSession(household, [fakeAccount('a-secret-uid', { iban: IBAN, otherIdentification: null, details: 'Main' })], { now: NOW })
    const [account] = await rows(
      `SELECT a.*, f.sealed_uid, f.state FROM account a JOIN account_feed f ON f.account_id = a.id WHERE a.household_id = $1`,
    )
    expect(account).toMatchObject({
      last_four: '0785',
      holder_name: 'Aino Virtanen',
      state: 'active',
      currency: 'EUR',
      balance_minor: null,
    })
    expect(JSON.stringify(account)).not.toMatch(/12345600000785|a-secret-uid/)
    const iban = await asSystem(household.householdId, async (db) => {
      const vault = await openVault(db, household.householdId)
      return vault.open({ table: 'account', column: 'sealed_iban', rowId: account!.id as string }, account!.sealed_iban as string)
    })
    expect(iban).toBe(IBAN)
  })

  it('are found again through a new access and keep what people chose; new hashes are learned', async () => {
    const first = await seedSession(household, [fakeAccount('a')], { now: NOW })
    await rows(`UPDATE account SET custom_name = 'Ours', share = 'view', no_longer_shared_since = now() WHERE household_id = $1`)
    const second = await seedSession(
      household,
      [fakeAccount('b', { identificationHashes: ['changed', 'hash of a'], details: 'Renamed' })],
      { now: NOW },
    )
    const third = await seedSession(household, [fakeAccount('c', { identificationHashes: ['changed'] })], { now: NOW })
    expect(new Set([first, second, third].map(({ accounts }) => accounts[0]!.accountId)).size).toBe(1)
    expect(await rows(`SELECT custom_name, bank_name, share, no_longer_shared_since FROM account WHERE household_id = $1`)).toEqual([
      { custom_name: 'Ours', bank_name: 'Account c', share: 'view', no_longer_shared_since: null },
    ])
    expect(await rows(`SELECT hash FROM account_identity WHERE household_id = $1 ORDER BY hash`)).toEqual([
      { hash: 'changed' },
      { hash: 'hash of a' },
    ])
    expect(await rows(`SELECT id FROM account_feed WHERE household_id = $1`)).toHaveLength(3)
  })

  it('that a bank lists twice are one, and one without a handle cannot be read', async () => {
    const { accounts } = await seedSession(household, [fakeAccount('a'), fakeAccount('a'), fakeAccount('b', { uid: null })], { now: NOW })
    expect(accounts).toHaveLength(2)
    expect(await rows(`SELECT state FROM account_feed WHERE household_id = $1 ORDER BY state`)).toEqual([
      { state: 'active' },
      { state: 'unreadable' },
    ])
  })

  it('of another household are others, though their hashes are the same', async () => {
    await seedSession(household, [fakeAccount('a')], { now: NOW })
    const { accounts } = await seedSession(await seedHousehold(), [fakeAccount('a')], { now: NOW })
    expect(accounts[0]?.isNew).toBe(true)
  })
})

describe('balances', () => {
  const store = async (balances: ReturnType<typeof fakeBalance>[], observedAt = NOW) => {
    const [account] = await rows(`SELECT id::text AS id FROM account WHERE household_id = $1`)
    const key = { householdId: household.householdId, accountId: account!.id as string }
    await asSystem(household.householdId, (db) => storeBalances(db, key, balances, observedAt))
    return key
  }
  const shown = async () =>
    (await rows(`SELECT currency, balance_minor::text AS minor, balance_type AS type FROM account WHERE household_id = $1`))[0]

  it('are kept by type, with a line of history only when one changed', async () => {
    await seedSession(household, [fakeAccount('a')], { now: NOW })
    await store([fakeBalance('CLBD', '1.00'), fakeBalance('ITAV', '501.00')])
    await store([fakeBalance('CLBD', '1.00'), fakeBalance('ITAV', '502.00')], new Date('2026-11-20T10:00:00Z'))
    expect(
      await rows(`SELECT type, amount_minor::text AS minor FROM balance_history WHERE household_id = $1 ORDER BY observed_at, type`),
    ).toEqual([
      { type: 'CLBD', minor: '100' },
      { type: 'ITAV', minor: '50100' },
      { type: 'ITAV', minor: '50200' },
    ])
    expect(await shown()).toEqual({ currency: 'EUR', minor: '100', type: 'CLBD' })
  })

  it('of several days are one: the latest; types no longer sent are not carried on', async () => {
    await seedSession(household, [fakeAccount('a')], { now: NOW })
    const day = (text: string) => ({ referenceDate: parseIsoDate(text) })
    await store([
      fakeBalance('CLBD', '2.00', day('2026-11-19')),
      fakeBalance('CLBD', '1.00', day('2026-11-18')),
      fakeBalance('ITBD', '3.00'),
    ])
    expect(await shown()).toMatchObject({ minor: '300', type: 'ITBD' })
    await store([fakeBalance('CLBD', '2.00', day('2026-11-19'))])
    expect(await shown()).toMatchObject({ minor: '200', type: 'CLBD' })
    await store([])
    expect(await shown()).toMatchObject({ minor: '200', type: 'CLBD' })
  })

  it('in another currency do not count, and name the currency of an account without one', async () => {
    await seedSession(household, [fakeAccount('a', { currency: parseCurrency('XXX') })], { now: NOW })
    await store([
      fakeBalance('CLBD', '1.00', { amount: parseMoney('10.00', 'SEK') }),
      fakeBalance('ITAV', '1.00', { amount: parseMoney('20.00', 'SEK') }),
    ])
    expect(await shown()).toEqual({ currency: 'SEK', minor: '1000', type: 'CLBD' })
    await store([fakeBalance('ITBD', '9.00')])
    expect(await shown()).toEqual({ currency: 'SEK', minor: null, type: null })
  })

  it('follow the person’s pin', async () => {
    await seedSession(household, [fakeAccount('a')], { now: NOW })
    const key = await store([fakeBalance('CLBD', '1.00'), fakeBalance('ITAV', '501.00')])
    await rows(`UPDATE account SET pinned_balance_type = 'ITAV' WHERE household_id = $1`)
    await asSystem(household.householdId, (db) => recountBalance(db, key))
    expect(await shown()).toMatchObject({ minor: '50100', type: 'ITAV' })
  })
})
