import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '@/lib/core/id'
import { asSystem, asViewer } from '@/lib/db'
import { setHouseholdRules } from '@/lib/households/payment-rules'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedMember } from '@/lib/testing/household'
import { goodLine, openPaying, OWN_IBAN, PAYEE_IBAN, type Paying } from '@/lib/testing/paying'
import { seedAccount, seedTransactions } from '@/lib/testing/seed-account'
import { proveStepUp } from '@/lib/testing/step-up'
import { explainPayee } from './explain-payee'
import { findLikelyDuplicate } from './likely-duplicate'
import type { PayeeInput } from './payee-dto'
import { getPayee, listPayees, maySharePayees, removePayee, savePayee } from './payees'
import { suggestPayees } from './suggest-payees'

const start = new Date('2026-11-20T10:00:00Z')
const OTHER_IBAN = 'FI1410093000123458'
const THIRD_IBAN = 'DE89370400440532013000'
const iban = (identification: string) => ({ scheme: 'IBAN', identification })

let database: TestDatabase
let paying: Paying

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
})

function payee(change: Partial<PayeeInput> = {}): PayeeInput {
  const nothing = { bic: null, clearing: null, country: null, addressLines: [] }
  return { id: newId(), name: 'Kauppa Oy', isShared: false, account: iban(PAYEE_IBAN), ...nothing, ...change }
}

const save = (change: Partial<PayeeInput> = {}, viewer = paying.viewer, now = start) => savePayee(viewer, payee(change), now)
const names = async (viewer: Viewer) => (await listPayees(viewer)).map(({ name }) => name)

/** A debit on the account, paid to somebody by name. */
const paid = (name: string, to: string, { day = '2026-11-10', minor = -1_250n, accountId = paying.accountId } = {}) =>
  seedTransactions(paying.householdId, accountId, [
    {
      day,
      minor,
      name,
      counterpartyIban: to,
      detail: { creditor: { name: `${name} AB`, iban: to, otherAccount: null, addressLines: [] } },
    },
  ])

describe('the list of payees', () => {
  test('keeps a number sealed, shows it to those who may see the entry, and names who made it', async () => {
    await save({ account: iban('fi55 4234 5670 0000 81') })
    expect(await listPayees(paying.viewer)).toMatchObject([
      {
        name: 'Kauppa Oy',
        account: iban(PAYEE_IBAN),
        hint: 'FI …0081',
        isMine: true,
        isShared: false,
        memberName: 'Aino',
        lastPaidAt: null,
        changedAt: null,
      },
    ])
    const rows = await database.ownerQuery('SELECT row_to_json(payee)::text AS row FROM payee')
    expect(JSON.stringify(rows)).not.toContain('4234567')
  })

  test('a private entry is its maker’s alone, in the list, by its id, and in the tables', async () => {
    const { id } = await save()
    const other = await seedMember(paying.householdId, 'owner')
    expect(await names(other)).toEqual([])
    await expect(getPayee(other, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(removePayee(other, id, start)).rejects.toMatchObject({ code: 'not_found' })
    await proveStepUp(other, start)
    await expect(save({ id, name: 'Taken over' }, other)).rejects.toMatchObject({ code: 'not_found' })
    expect(await asViewer(other, (db) => db.payee.count())).toBe(0)
    expect((await suggestPayees(other, 'kauppa')).length).toBe(0)
    expect(await names(paying.viewer)).toEqual(['Kauppa Oy'])
  })

  test('a shared one is everybody’s: adults change it, only its maker makes it private, viewers look', async () => {
    const { id } = await save({ isShared: true })
    const [adult, guest] = [await seedMember(paying.householdId, 'adult'), await seedMember(paying.householdId, 'viewer')]
    expect(await names(guest)).toEqual(['Kauppa Oy'])
    await expect(save({ id, isShared: true }, guest)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(removePayee(guest, id, start)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(save({ id, isShared: true, name: 'Kauppa' }, adult)).rejects.toMatchObject({ code: 'step_up_needed' })
    await proveStepUp(adult, start)
    await expect(save({ id, isShared: false }, adult)).rejects.toMatchObject({ code: 'not_allowed' })
    await save({ id, isShared: true, name: 'Kauppa' }, adult)
    expect(await names(paying.viewer)).toEqual(['Kauppa'])
    await removePayee(adult, id, start)
    expect(await names(paying.viewer)).toEqual([])
  })

  test('every change of it takes a fresh proof, and the one given for sending a payment will do', async () => {
    const { id } = await save()
    const late = new Date(start.getTime() + 5 * 60_000)
    const refusal = { code: 'step_up_needed' }
    await expect(save({ account: iban(OTHER_IBAN) }, paying.viewer, late)).rejects.toMatchObject(refusal)
    await expect(save({ id, name: 'Renamed' }, paying.viewer, late)).rejects.toMatchObject(refusal)
    await expect(removePayee(paying.viewer, id, late)).rejects.toMatchObject(refusal)
    expect(await names(paying.viewer)).toEqual(['Kauppa Oy'])
    await paying.submit()
    await save({ account: iban(OTHER_IBAN), name: 'Gym' }, paying.viewer, new Date(late.getTime() - 1))
  })

  test('where only the list may be paid, owners alone change what is shared; an adult keeps payees of their own', async () => {
    const adult = await seedMember(paying.householdId, 'adult')
    await proveStepUp(adult, start)
    const [{ id }, own] = [await save({ isShared: true }), await save({ account: iban(OTHER_IBAN), name: 'Gym', isShared: true }, adult)]
    await setHouseholdRules(paying.viewer, { approvalAboveMinor: null, payeesListedOnly: true }, start)
    const refusal = { code: 'not_allowed' }
    await expect(save({ account: iban(THIRD_IBAN), name: 'New', isShared: true }, adult)).rejects.toMatchObject(refusal)
    await expect(save({ id, isShared: true, account: iban(THIRD_IBAN) }, adult)).rejects.toMatchObject(refusal)
    await expect(save({ ...own, account: iban(THIRD_IBAN), isShared: true }, adult)).rejects.toMatchObject(refusal)
    await expect(removePayee(adult, id, start)).rejects.toMatchObject(refusal)
    const kept = await save({ account: iban(THIRD_IBAN), name: 'New' }, adult)
    await expect(save({ ...kept, account: iban(THIRD_IBAN), name: 'New', isShared: true }, adult)).rejects.toMatchObject(refusal)
    expect([await maySharePayees(adult), await maySharePayees(paying.viewer)]).toEqual([false, true])
    await removePayee(paying.viewer, id, start)
    await save({ account: iban(PAYEE_IBAN), isShared: true })
  })

  test('an account is on the list once: saved again it is the same entry, under another name it is refused', async () => {
    const { id } = await save({ isShared: true })
    expect(await save()).toEqual({ id })
    await expect(save({ name: 'Somebody' })).rejects.toMatchObject({ code: 'conflict', fields: { account: 'known' } })
    const other = await save({ account: iban(OTHER_IBAN), name: 'Somebody' })
    await expect(save({ ...other, name: 'Somebody' })).rejects.toMatchObject({ code: 'conflict' })
    await removePayee(paying.viewer, id, start)
    expect((await save()).id).not.toBe(id)
  })

  test.each([
    [{ account: iban('FI5542345670000082') }, { account: 'iban_check_digits' }],
    [{ account: { scheme: 'BGNR', identification: '5402-9682' } }, { account: 'bankgiro_check_digit' }],
    [{ account: iban('') }, { account: 'required' }],
    [{ bic: 'DEUTDEFF' }, { bic: 'bic_other_country' }],
  ])('names what is wrong with %o', async (change, fields) => {
    await expect(save(change)).rejects.toMatchObject({ code: 'invalid_input', fields })
  })

  test('lately paid ones come first', async () => {
    await save({ name: 'Aatu', account: iban(OTHER_IBAN) })
    await save({ name: 'Kauppa Oy' })
    expect(await names(paying.viewer)).toEqual(['Aatu', 'Kauppa Oy'])
    const id = await paying.submit()
    expect(
      (await listPayees(paying.viewer)).map(({ lastPaidAt }) => lastPaidAt),
      'only begun',
    ).toEqual([null, null])
    await asSystem(paying.householdId, (db) => db.payment.updateMany({ where: { id }, data: { status: 'accepted' } }))
    const listed = await listPayees(paying.viewer)
    expect(listed.map(({ name }) => name)).toEqual(['Kauppa Oy', 'Aatu'])
    expect(listed[0]!.lastPaidAt).toBe(start.toISOString())
  })
})

describe('whom the person may mean', () => {
  test('payees, own accounts under their holder’s name, and who was paid before, in this order and each once', async () => {
    await save()
    const savings = await seedAccount({ householdId: paying.householdId, holders: [paying.memberId], name: 'Savings', iban: OTHER_IBAN })
    await asSystem(paying.householdId, (db) => db.account.updateMany({ where: { id: savings }, data: { holderName: 'Aino Virtanen' } }))
    await paid('Kauppa', PAYEE_IBAN)
    await paid('Own savings', OTHER_IBAN)
    await paid('Gym', THIRD_IBAN)
    await paid('Gym', THIRD_IBAN, { day: '2026-10-10' })
    const all = await suggestPayees(paying.viewer, '')
    expect(all.map(({ kind, name, alias }) => [kind, name, alias])).toEqual([
      ['payee', 'Kauppa Oy', null],
      ['own', 'Aino', 'Account'],
      ['own', 'Aino Virtanen', 'Savings'],
      ['history', 'Gym AB', null],
    ])
    expect(all.map(({ account }) => account.identification)).toEqual([PAYEE_IBAN, OWN_IBAN, OTHER_IBAN, THIRD_IBAN])
    const find = async (text: string) => (await suggestPayees(paying.viewer, text)).map(({ key }) => key.split(' ')[0])
    expect(await find('gym')).toEqual(['history'])
    expect(await find('kau')).toEqual(['payee'])
    expect(await find('savi')).toEqual(['own'])
    expect(await find('0532 0130')).toEqual([])
    expect(await find('4234 5670')).toEqual(['payee'])
    expect(await find('%')).toEqual([])
  })

  test('never anybody who was paid from an account the viewer does not see', async () => {
    await paid('Secret clinic', THIRD_IBAN)
    const adult = await seedMember(paying.householdId, 'adult')
    for (const text of ['', 'secret', 'clinic', THIRD_IBAN]) expect(await suggestPayees(adult, text)).toEqual([])
    expect(await suggestPayees(paying.viewer, 'clinic')).toHaveLength(1)
    await asSystem(paying.householdId, (db) => db.account.updateMany({ where: { id: paying.accountId }, data: { share: 'view' } }))
    expect((await suggestPayees(adult, 'clinic')).map(({ name }) => name)).toEqual(['Secret clinic AB'])
  })

  test('nobody for a viewer of the household, who pays nobody', async () => {
    await expect(suggestPayees(await seedMember(paying.householdId, 'viewer'), '')).rejects.toMatchObject({ code: 'not_allowed' })
  })

  test('eight at most', async () => {
    for (let at = 0; at < 12; at++) await paid(`Shop ${at}`, `FI${50 + at}000000000000${at}`.slice(0, 18))
    await seedTransactions(
      paying.householdId,
      paying.accountId,
      Array.from({ length: 12 }, (_, at) => ({
        ...{ day: '2026-11-11', minor: -100n, name: `Store ${at}`, counterpartyIban: `${THIRD_IBAN}${at}` },
        detail: { creditor: { name: `Store ${at}`, iban: THIRD_IBAN, otherAccount: null, addressLines: [] } },
      })),
    )
    expect(await suggestPayees(paying.viewer, 'store')).toHaveLength(8)
  })
})

describe('what is known of a payee', () => {
  const explain = (name = 'Kauppa Oy', to = PAYEE_IBAN, viewer = paying.viewer, now = start) =>
    explainPayee(viewer, { name, account: iban(to) }, now)

  test('nothing, of somebody new', async () => {
    expect(await explain()).toEqual({ known: null, paidBefore: null, changedSince: null, sameNameOtherAccount: null })
  })

  test('that they are on the list, and when they were last paid', async () => {
    const { id } = await save()
    await paid('Kauppa', PAYEE_IBAN)
    expect(await explain()).toEqual({
      ...{
        known: { payeeId: id, name: 'Kauppa Oy' },
        paidBefore: { lastDay: '2026-11-10' },
        changedSince: null,
        sameNameOtherAccount: null,
      },
    })
  })

  test('that the number on the list is not the one that was paid before, and which one it was', async () => {
    const { id } = await save()
    await paid('Kauppa', PAYEE_IBAN)
    await save({ id, account: iban(OTHER_IBAN) })
    expect((await listPayees(paying.viewer))[0]).toMatchObject({ account: iban(OTHER_IBAN), changedAt: start.toISOString() })
    expect((await explain('Kauppa Oy', OTHER_IBAN)).changedSince).toEqual({ at: start.toISOString(), isFormer: false })
    expect(await explain()).toMatchObject({
      changedSince: { at: start.toISOString(), isFormer: true },
      sameNameOtherAccount: { hint: 'FI …3458' },
    })
    // A month after, and paid meanwhile, it is no news.
    await paid('Kauppa', OTHER_IBAN, { day: '2026-12-01' })
    expect((await explain('Kauppa Oy', OTHER_IBAN, paying.viewer, new Date('2026-12-24T10:00:00Z'))).changedSince).toBeNull()
  })

  test('that somebody of this name has another account: on the list, or paid before', async () => {
    await paid('Gym', THIRD_IBAN)
    expect((await explain('GYM', PAYEE_IBAN)).sameNameOtherAccount).toEqual({ name: 'Gym', hint: null })
    expect((await explain('gym', THIRD_IBAN)).sameNameOtherAccount).toBeNull()
    await save({ name: 'Gym', account: iban(THIRD_IBAN) })
    expect((await explain('Gym', PAYEE_IBAN)).sameNameOtherAccount).toEqual({ name: 'Gym', hint: 'DE …3000' })
  })

  test('that a number was swapped by removing the entry and adding another of its name', async () => {
    const { id } = await save()
    await paid('Kauppa', PAYEE_IBAN)
    await removePayee(paying.viewer, id, start)
    expect((await explain()).changedSince).toBeNull()
    await save({ account: iban(OTHER_IBAN) })
    expect(await explain('Kauppa Oy', OTHER_IBAN)).toMatchObject({
      changedSince: { at: start.toISOString(), isFormer: false },
      sameNameOtherAccount: { hint: 'FI …0081' },
    })
    expect(await explain()).toMatchObject({ known: null, changedSince: { at: start.toISOString(), isFormer: true } })
    const inDays = (days: number) => new Date(start.getTime() + days * 86_400_000)
    expect((await explain('Kauppa Oy', OTHER_IBAN, paying.viewer, inDays(364))).changedSince).not.toBeNull()
    expect((await explain('Kauppa Oy', OTHER_IBAN, paying.viewer, inDays(366))).changedSince).toBeNull()
    // Paid meanwhile, it is no news after a month.
    await paid('Kauppa', OTHER_IBAN, { day: '2026-12-01' })
    expect(await explain('Kauppa Oy', OTHER_IBAN, paying.viewer, inDays(31))).toMatchObject({
      changedSince: null,
      sameNameOtherAccount: null,
    })
  })

  test('nothing of what the viewer may not see', async () => {
    await save()
    await paid('Gym', THIRD_IBAN)
    const adult = await seedMember(paying.householdId, 'adult')
    const nothing = { known: null, paidBefore: null, changedSince: null, sameNameOtherAccount: null }
    expect(await explain('Kauppa Oy', PAYEE_IBAN, adult)).toEqual(nothing)
    expect(await explain('Gym', THIRD_IBAN, adult)).toEqual(nothing)
    expect(await explain('Gym', PAYEE_IBAN, adult)).toEqual(nothing)
  })
})

describe('the same again', () => {
  const find = (change = {}, viewer = paying.viewer, now = start) =>
    findLikelyDuplicate(viewer, { order: paying.order(change), intent: { id: newId(), replaces: null } }, now)
  const days = (count: number) => new Date(start.getTime() + count * 86_400_000)

  test('a payment of the last seven days, of the same sum to the same account', async () => {
    expect(await find()).toBeNull()
    const id = await paying.submit()
    expect(await find()).toEqual({ paymentId: id, transactionId: null, day: '2026-11-20', daysAgo: 0, position: 0 })
    expect(await find({}, paying.viewer, days(3))).toMatchObject({ paymentId: id, daysAgo: 3 })
    expect(await find({}, paying.viewer, days(7))).toMatchObject({ daysAgo: 7 })
    expect(await find({}, paying.viewer, days(8))).toBeNull()
    expect(await find({ lines: [goodLine({ amount: '12.5' })] })).toMatchObject({ paymentId: id })
    expect(await find({ lines: [goodLine({ amount: '12.51' })] })).toBeNull()
    expect(await find({ lines: [goodLine({ account: iban(OTHER_IBAN) })] })).toBeNull()
    expect(await find({ lines: [goodLine({ amount: '' })] })).toBeNull()
    expect(await find({ lines: [goodLine({ amount: '1.00' }), goodLine()] })).toMatchObject({ position: 1 })
  })

  test('not one that was refused or taken back', async () => {
    const id = await paying.submit()
    const say = (data: { status: string; isFinal: boolean; bookedAt?: Date }) =>
      asSystem(paying.householdId, (db) => db.payment.updateMany({ where: { id }, data }))
    await say({ status: 'rejected', isFinal: false })
    expect(await find(), 'the bank may yet execute it').toMatchObject({ paymentId: id })
    await say({ status: 'rejected', isFinal: true })
    expect(await find()).toBeNull()
    await say({ status: 'rejected', isFinal: true, bookedAt: start })
    expect(await find(), 'its debit is there all the same').toMatchObject({ paymentId: id })
  })

  test('a debit that was paid elsewhere', async () => {
    const [id] = await paid('Kauppa', PAYEE_IBAN, { day: '2026-11-17' })
    expect(await find()).toEqual({ paymentId: null, transactionId: id, day: '2026-11-17', daysAgo: 3, position: 0 })
    expect(await find({}, paying.viewer, days(5))).toBeNull()
  })

  test('never what the viewer may not see', async () => {
    await paying.submit()
    await paid('Kauppa', PAYEE_IBAN, { day: '2026-11-17' })
    expect(await find({}, await seedMember(paying.householdId, 'adult'))).toBeNull()
  })
})
