import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sealPrivateKey } from '@/lib/bank-sessions/bank-app-key'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { createTestDatabase } from '@/lib/testing/database'
import { FAKE_BANK_NAME } from '@/lib/testing/fake-payment-bank'
import { seedMember } from '@/lib/testing/household'
import { openPaying, OWN_IBAN, type Paying } from '@/lib/testing/paying'
import { seedAccount } from '@/lib/testing/seed-account'
import { openVault } from '@/lib/vault/vault'
import { getPaymentSource, openDebtorAccount } from './get-source'
import { listPaymentSources } from './list-sources'
import { methodsFor } from './payment-source'

const start = new Date('2026-11-20T10:00:00Z')

const KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

let paying: Paying

beforeAll(async () => {
  await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
})

const list = (viewer = paying.viewer) => listPaymentSources(viewer, start)
const changeAccount = (data: object) =>
  asSystem(paying.householdId, (db) => db.account.updateMany({ where: { id: paying.accountId }, data }))
const changeSession = (data: object) =>
  asSystem(paying.householdId, (db) => db.bankSession.updateMany({ where: { householdId: paying.householdId }, data }))

/** The member's access goes through an application of their own. */
async function useOwnApp(facts: { services?: string[]; checkedAt?: Date | null; active?: boolean; removedAt?: Date } = {}): Promise<void> {
  const { householdId, memberId } = paying
  const id = newId()
  await asSystem(householdId, async (db) => {
    const sealedPrivateKey = sealPrivateKey(await openVault(db, householdId), id, KEY)
    await db.bankApp.create({
      data: {
        ...{ householdId, id, memberId, connectorId: 'enable-banking', applicationId: newId(), sealedPrivateKey },
        ...{ services: ['AIS', 'PIS'], checkedAt: start, active: true, ...facts },
      },
    })
  })
  await changeSession({ bankAppId: id })
}

describe('the accounts to pay from', () => {
  test('come with what their bank takes, and nothing about the way there', async () => {
    const [source] = await list()
    expect(source).toMatchObject({
      ...{ accountId: paying.accountId, name: 'Account', bankName: FAKE_BANK_NAME, tileId: `FI ${FAKE_BANK_NAME}`, lastFour: '0785' },
      ...{ currency: 'EUR', available: { amount: '1000.00', currency: 'EUR' }, availableType: 'ITBD', isMine: true },
      ...{ channel: 'bank', reasonNotBank: null, numberScheme: 'IBAN', psuType: 'personal', authMethods: [] },
    })
    expect(source!.capabilities.map(({ paymentType }) => paymentType)).toEqual(['SEPA', 'INST_SEPA', 'BULK_SEPA'])
    expect(JSON.stringify(source)).not.toContain(OWN_IBAN)
    expect(Object.keys(source!)).not.toContain('bankAppId')
  })

  test('what can be spent stands before what is booked', async () => {
    const { householdId, accountId } = paying
    const balance = { householdId, accountId, type: 'ITAV', currency: 'EUR', amountMinor: 90_000n, observedAt: start }
    await asSystem(householdId, (db) => db.balance.create({ data: balance }))
    expect((await list())[0]).toMatchObject({ available: { amount: '900.00' }, availableType: 'ITAV', availableAt: start.toISOString() })
  })

  test.each([
    { cashAccountType: 'CARD' },
    { cashAccountType: 'LOAN' },
    { archivedAt: start },
    { noLongerSharedSince: start },
    { choice: 'declined' },
  ])('leave out %o', async (data) => {
    await changeAccount(data)
    expect(await list()).toEqual([])
    await expect(getPaymentSource(paying.viewer, paying.accountId)).rejects.toMatchObject({ code: 'payment_unsupported' })
  })

  test('are those the member has full rights on', async () => {
    const [adult, guest] = [await seedMember(paying.householdId, 'adult'), await seedMember(paying.householdId, 'viewer')]
    for (const [level, count] of [
      ['none', 0],
      ['view', 0],
      ['annotate', 0],
      ['full', 1],
    ] as const) {
      await changeAccount({ share: level })
      expect(await list(adult)).toHaveLength(count)
      expect(await list(guest)).toEqual([])
      const code = level === 'none' ? 'not_found' : 'not_allowed'
      if (count === 0) await expect(getPaymentSource(adult, paying.accountId)).rejects.toMatchObject({ code })
      await expect(getPaymentSource(guest, paying.accountId)).rejects.toMatchObject({ code: 'not_allowed' })
    }
  })

  test('are paid from by hand through another member’s own application, and by the bank through the installation’s', async () => {
    await changeAccount({ share: 'full' })
    const adult = await seedMember(paying.householdId, 'adult')
    expect((await list(adult))[0]).toMatchObject({ channel: 'bank', isMine: false })
    await useOwnApp()
    expect((await list(adult))[0]).toMatchObject({ channel: 'by_hand', reasonNotBank: 'not_your_bank', capabilities: [], authMethods: [] })
    expect(await getPaymentSource(adult, paying.accountId)).toMatchObject({ connectorId: null, bankAppId: null })
  })

  test('are paid from by hand without the right to pay, known at the test call', async () => {
    await useOwnApp({ services: [], checkedAt: null })
    expect((await list())[0]).toMatchObject({ channel: 'bank' })
    expect(await getPaymentSource(paying.viewer, paying.accountId)).toMatchObject({
      bankAppId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    })
    const { known } = paying.bank.calls
    await useOwnApp({ services: ['AIS'] })
    expect((await list())[0]).toMatchObject({ channel: 'by_hand', reasonNotBank: 'no_payment_access' })
    await useOwnApp({ removedAt: start })
    expect((await list())[0]).toMatchObject({ channel: 'by_hand', reasonNotBank: 'no_payment_access' })
    await useOwnApp({ active: false })
    expect((await list())[0]).toMatchObject({ channel: 'by_hand', reasonNotBank: 'no_payment_access' })
    expect(paying.bank.calls.known).toBe(known)
  })

  test('an access that ran out will do, one that was ended will not', async () => {
    await changeSession({ status: 'expired' })
    expect((await list())[0]).toMatchObject({ channel: 'bank' })
    await changeSession({ status: 'closed' })
    expect((await list())[0]).toMatchObject({ channel: 'by_hand', reasonNotBank: 'access_over' })
  })

  test('a bank that takes nothing from this kind of customer is one to pay at by hand', async () => {
    await changeSession({ psuType: 'business' })
    expect((await list())[0]).toMatchObject({ channel: 'by_hand', reasonNotBank: 'bank_takes_none', psuType: 'business' })
    await changeSession({ psuType: 'personal', aspspName: 'A bank that left the list' })
    expect((await list())[0]).toMatchObject({ channel: 'by_hand', reasonNotBank: 'bank_takes_none' })
  })

  test('a number in a form the bank does not know rules out what needs it', async () => {
    await changeAccount({ sealedIban: null, otherScheme: 'BBAN', sealedOther: 'sealed' })
    expect((await list())[0]).toMatchObject({ channel: 'by_hand', reasonNotBank: 'bank_takes_none', numberScheme: 'BBAN' })
  })

  test('ask once for the banks and once for the application, however many accounts there are, and then nobody', async () => {
    const { householdId, memberId } = paying
    const session = await asSystem(householdId, (db) => db.bankSession.findFirstOrThrow({ where: { householdId } }))
    for (let at = 0; at < 9; at++) {
      const accountId = await seedAccount({ householdId, holders: [memberId], bank: FAKE_BANK_NAME })
      await asSystem(householdId, (db) =>
        db.accountFeed.create({ data: { householdId, id: newId(), accountId, bankSessionId: session.id } }),
      )
    }
    expect(await list()).toHaveLength(10)
    expect(paying.bank.calls).toMatchObject({ known: 2, get: 0, post: 0 })
    const times: number[] = []
    for (let at = 0; at < 5; at++) {
      const before = performance.now()
      await list()
      times.push(performance.now() - before)
    }
    // The quickest: other tests run beside this one.
    expect(Math.min(...times)).toBeLessThan(100)
    expect(paying.bank.calls.known).toBe(2)
  })
})

describe('one account to pay from', () => {
  test('names the application that speaks, and opens the number only when asked to', async () => {
    const source = await getPaymentSource(paying.viewer, paying.accountId)
    expect(source).toMatchObject({
      connectorId: 'enable-banking',
      bankAppId: null,
      aspsp: { name: FAKE_BANK_NAME, country: 'FI' },
      channel: 'bank',
    })
    expect(JSON.stringify(source)).not.toContain(OWN_IBAN)
    const debtor = await asSystem(paying.householdId, (db) => openDebtorAccount(db, paying.householdId, paying.accountId))
    expect(debtor).toEqual({ scheme: 'IBAN', identification: OWN_IBAN })
  })

  test('of another household is not found', async () => {
    const other = await openPaying(start)
    await expect(getPaymentSource(other.viewer, paying.accountId)).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('ways to sign in are those the bank offers, narrowed to what a type of payment can use', () => {
  const method = (name: string | null) => ({ name, title: null, approach: 'REDIRECT', credentials: [] })
  const authMethods = [method('app'), method('card'), method(null)]
  expect(methodsFor({ authMethods }, { authMethods: [] })).toHaveLength(3)
  expect(methodsFor({ authMethods }, { authMethods: ['card', 'gone'] }).map(({ name }) => name)).toEqual(['card'])
})
