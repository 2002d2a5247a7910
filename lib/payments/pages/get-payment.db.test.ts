import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/id'
import { asSystem, asViewer, type Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { openPaying, OWN_IBAN, PAYEE_IBAN, type Paying } from '@/lib/testing/paying'
import { countPaymentsNeedingAttention, listPayments, listPaymentsNeedingAttention, type PaymentList } from './list-payments'
import { getPayment } from './get-payment'

const start = new Date('2026-11-20T10:00:00Z')
const MINUTE_MS = 60_000
const later = (ms: number) => new Date(start.getTime() + ms)

let paying: Paying

beforeAll(async () => {
  await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
})

type Change = Parameters<Db['payment']['updateMany']>[0]['data']

const change = (id: string, data: Change) => asSystem(paying.householdId, (db) => db.payment.updateMany({ where: { id }, data }))
const share = (level: string) =>
  asSystem(paying.householdId, (db) => db.account.updateMany({ where: { id: paying.accountId }, data: { share: level } }))

/** Everywhere a payment could show. */
async function sees(viewer: Viewer, id: string): Promise<boolean[]> {
  const detail = await getPayment(viewer, id, start).then(
    () => true,
    (error: unknown) => !(error instanceof AppError && error.code === 'not_found'),
  )
  const { rows } = await listPayments(viewer, {}, start)
  const attention = await listPaymentsNeedingAttention(viewer, later(60 * MINUTE_MS))
  const count = await countPaymentsNeedingAttention(viewer, later(60 * MINUTE_MS))
  expect(count).toBe(attention.length)
  return [detail, rows.some((row) => row.id === id), attention.some((row) => row.id === id)]
}

describe('one payment', () => {
  test('shows what was ordered, from where, and what can be done with it', async () => {
    const id = await paying.submit()
    expect(await getPayment(paying.viewer, id, start)).toMatchObject({
      ...{ id, status: 'ready', word: 'draft', channel: 'bank', paymentType: 'SEPA', isBooked: false, isMine: true, memberName: 'Aino' },
      ...{ creditorName: 'Kauppa Oy', amount: { amount: '12.50', currency: 'EUR' }, accountName: 'Account', accountNumber: OWN_IBAN },
      lines: [
        {
          ...{ position: 0, name: 'Kauppa Oy', account: { scheme: 'IBAN', identification: PAYEE_IBAN }, remittance: ['Thanks'] },
          ...{ amount: { amount: '12.50', currency: 'EUR' }, reference: null, booking: null, word: null },
        },
      ],
      ...{ bankPaymentId: null, isFinal: false, submittedAt: start.toISOString(), standingOrder: null, needsAttention: false },
      events: [{ kind: 'created', at: start.toISOString(), memberName: 'Aino' }],
      may: { send: true, continueAtBank: false, askBank: false, withdraw: true, approve: false, payAgain: false },
    })
  })

  test('with its page at the bank: the maker goes on there and asks; another who sees it does not', async () => {
    const id = await paying.submit()
    await paying.send(id)
    const { may, bankPaymentId, status } = await getPayment(paying.viewer, id, start)
    expect(may).toEqual({ send: false, continueAtBank: true, askBank: true, withdraw: false, approve: false, payAgain: false })
    expect([bankPaymentId, status]).toEqual([paying.bank.payments[0]!.id, 'waiting'])
    await share('full')
    const other = await getPayment(await seedMember(paying.householdId, 'adult'), id, start)
    expect(other).toMatchObject({ isMine: false, memberName: 'Aino' })
    expect(Object.values(other.may)).toEqual([false, false, false, false, false, false])
  })

  test('never carries a page, a handle or a sealed text', async () => {
    const id = await paying.submit()
    await paying.send(id)
    const text = JSON.stringify(await getPayment(paying.viewer, id, start))
    expect(text).not.toMatch(/sealed|https?:|tilisy|v1\.[\w-]+\./)
  })

  test('what is no payment is not found', async () => {
    for (const id of [newId(), 'x', '../..', '']) {
      await expect(getPayment(paying.viewer, id, start)).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

describe('who sees a payment', () => {
  test('from a private account nobody but its maker, in no list, nor in the tables', async () => {
    const id = await paying.submit()
    await change(id, { status: 'waiting' })
    expect(await sees(paying.viewer, id)).toEqual([true, true, true])
    for (const viewer of [await seedMember(paying.householdId, 'owner'), await seedMember(paying.householdId, 'viewer')]) {
      expect(await sees(viewer, id)).toEqual([false, false, false])
      const counts = await asViewer(viewer, async (db) => [
        await db.payment.count(),
        await db.paymentLine.count(),
        await db.paymentEvent.count(),
      ])
      expect(counts).toEqual([0, 0, 0])
    }
    expect(await sees((await seedHousehold()).viewer, id)).toEqual([false, false, false])
  })

  test('from a shared account who sees the account; only the maker has to look after it', async () => {
    const id = await paying.submit()
    await change(id, { status: 'waiting' })
    await share('view')
    for (const role of ['adult', 'viewer'] as const) {
      expect(await sees(await seedMember(paying.householdId, role), id)).toEqual([true, true, false])
    }
  })

  test('held, also who could approve it, without learning of the account; a viewer of the household not', async () => {
    const id = await paying.submit()
    await change(id, { status: 'held' })
    const [owner, adult, guest] = [
      await seedMember(paying.householdId, 'owner'),
      await seedMember(paying.householdId, 'adult'),
      await seedMember(paying.householdId, 'viewer'),
    ]
    for (const viewer of [owner, adult]) {
      expect(await sees(viewer, id)).toEqual([true, true, true])
      const payment = await getPayment(viewer, id, start)
      expect(payment).toMatchObject({
        needsMyApproval: true,
        accountName: 'Saaristo Bank',
        accountNumber: null,
        may: { approve: true, send: false },
      })
    }
    expect(await sees(guest, id)).toEqual([false, false, false])
    await share('view')
    expect(await sees(guest, id)).toEqual([true, true, false])
    expect(await getPayment(paying.viewer, id, start)).toMatchObject({ needsMyApproval: false, may: { approve: false } })
  })

  test('who has answered is not asked again, until the order is another one', async () => {
    const id = await paying.submit()
    await change(id, { status: 'held' })
    const owner = await seedMember(paying.householdId, 'owner')
    const { orderHash } = await paying.find(id)
    const answer = {
      householdId: paying.householdId,
      paymentId: id,
      memberId: owner.memberId,
      orderHash,
      decision: 'approved',
      decidedAt: start,
    }
    await asSystem(paying.householdId, (db) => db.paymentApproval.create({ data: answer }))
    expect((await getPayment(owner, id, start)).needsMyApproval).toBe(false)
    expect(await countPaymentsNeedingAttention(owner, start)).toBe(0)
    await change(id, { orderHash: 'another' })
    expect((await getPayment(owner, id, start)).needsMyApproval).toBe(true)
  })

  test('its maker, also when the account is no longer theirs to see; then without its name and number', async () => {
    const id = await paying.submit()
    await asSystem(paying.householdId, (db) => db.accountAccess.deleteMany({ where: { accountId: paying.accountId } }))
    expect(await getPayment(paying.viewer, id, start)).toMatchObject({ accountNumber: null, accountName: 'Saaristo Bank' })
  })
})

describe('what needs a look', () => {
  const needs = async (id: string, data: Change, now = start) => {
    await change(id, data)
    const [listed, count] = [
      await listPaymentsNeedingAttention(paying.viewer, now),
      await countPaymentsNeedingAttention(paying.viewer, now),
    ]
    expect(listed).toHaveLength(count)
    return count === 1 && listed[0]!.needsAttention
  }

  test('a page left open, no answer, a refusal of these days, a bank to be asked: and nothing else', async () => {
    const id = await paying.submit()
    expect(await needs(id, { status: 'ready' })).toBe(false)
    expect(await needs(id, { status: 'waiting' }, later(14 * MINUTE_MS))).toBe(false)
    expect(await needs(id, { status: 'waiting' }, later(16 * MINUTE_MS))).toBe(true)
    expect(await needs(id, { status: 'unknown' })).toBe(true)
    expect(await needs(id, { status: 'accepted' }, later(60 * MINUTE_MS))).toBe(false)
    expect(await needs(id, { status: 'accepted', askBankSince: start })).toBe(true)
    expect(await needs(id, { status: 'executed', askBankSince: null })).toBe(false)
    expect(await needs(id, { status: 'rejected', endedAt: start }, later(6 * 24 * 60 * MINUTE_MS))).toBe(true)
    expect(await needs(id, { status: 'rejected', endedAt: start }, later(8 * 24 * 60 * MINUTE_MS))).toBe(false)
    expect(await needs(id, { status: 'cancelled', endedAt: start })).toBe(false)
  })
})

describe('the list', () => {
  test('goes newest first and page by page, each payment once', async () => {
    const ids: string[] = []
    for (let at = 0; at < 7; at++) {
      ids.unshift(await paying.submit())
      // Several of one moment.
      if (at % 2 === 0) await paying.advance(1_000)
    }
    const seen: string[] = []
    const days: string[] = []
    let before: string | undefined
    do {
      const page = await listPayments(paying.viewer, { limit: 3, ...(before && { before }) }, start)
      expect(page.rows.length).toBeLessThanOrEqual(3)
      seen.push(...page.rows.map(({ id }) => id))
      days.push(...page.rows.map(({ createdAt }) => createdAt))
      before = page.next ?? undefined
    } while (before !== undefined)
    expect(seen).toHaveLength(7)
    expect(new Set(seen)).toEqual(new Set(ids))
    expect(days).toEqual(days.toSorted().reverse())
  })

  test('narrows to an account and to where payments stand', async () => {
    const [open, done, failed, standing] = [await paying.submit(), await paying.submit(), await paying.submit(), await paying.submit()]
    await change(done, { status: 'executed', bookedAt: start })
    await change(failed, { status: 'rejected', endedAt: start })
    await change(standing, { status: 'accepted', isRecurring: true })
    const ids = async (state: PaymentList) => (await listPayments(paying.viewer, { state }, start)).rows.map(({ id }) => id).sort()
    expect(await ids('open')).toEqual([open, standing].sort())
    expect(await ids('done')).toEqual([done])
    expect(await ids('failed')).toEqual([failed])
    expect(await ids('recurring')).toEqual([standing])
    expect((await listPayments(paying.viewer, { accountId: paying.accountId }, start)).rows).toHaveLength(4)
    expect((await listPayments(paying.viewer, { accountId: newId() }, start)).rows).toEqual([])
    expect((await listPayments(paying.viewer, { accountId: 'x', before: 'nonsense' }, start)).rows).toEqual([])
  })
})
