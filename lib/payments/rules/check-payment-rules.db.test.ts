import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '@/lib/core/id'
import { asSystem, asViewer } from '@/lib/db'
import { setHouseholdRules, setMemberLimits } from '@/lib/households/payment-rules'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedMember } from '@/lib/testing/household'
import { goodLine, openPaying, PAYEE_IBAN, type Paying } from '@/lib/testing/paying'
import { seedRates } from '@/lib/testing/seed-account'
import { proveStepUp } from '@/lib/testing/step-up'
import { approvePayment } from './approve-payment'
import { checkPaymentRules } from './check-payment-rules'
import { savePayee } from '@/lib/payments/payees/payees'
import { submitPayment } from '@/lib/payments/submit-payment'

/** Half past eleven in Helsinki, half past ten in Berlin, half past nine in the evening of UTC. */
const start = new Date('2026-11-20T21:30:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE

let database: TestDatabase
let paying: Paying

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  await database.ownerQuery('DELETE FROM fx_rate')
  paying = await openPaying(start)
})

const limits = (limit: { single?: bigint; daily?: bigint }) =>
  setMemberLimits(
    paying.viewer,
    { memberId: paying.memberId, singleLimitMinor: limit.single ?? null, dailyLimitMinor: limit.daily ?? null },
    paying.now(),
  )

const sum = (amount: string) => ({ lines: [goodLine({ amount })] })

/** The rules alone, for a payment of any currency. */
const check = (amountMinor: bigint, currency: string, viewer: Viewer = paying.viewer, now = start) =>
  asViewer(viewer, (db) => checkPaymentRules(db, viewer, { paymentId: newId(), channel: 'bank', amountMinor, currency, lines: [] }, now))

describe('a limit for one payment', () => {
  test('lets the limit itself pass and nothing above it, all lines of a bulk together', async () => {
    await limits({ single: 10_000n })
    await paying.submit(sum('100.00'))
    const refusal = { code: 'payment_limit', fields: { amount: 'above_single_limit' } }
    await expect(paying.submit(sum('100.01'))).rejects.toMatchObject(refusal)
    await expect(check(10_001n, 'EUR')).rejects.toMatchObject(refusal)
    expect(await database.ownerQuery('SELECT FROM payment WHERE household_id = $1', [paying.householdId])).toHaveLength(1)
  })

  test('is one member’s own', async () => {
    await limits({ single: 1n })
    const other = await seedMember(paying.householdId, 'adult')
    await check(99_999n, 'EUR', other)
  })
})

describe('a limit for a day', () => {
  test('of twenty submits at the same moment lets as many pass as it holds', async () => {
    await limits({ daily: 5_000n })
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => paying.submit(sum('10.00'))))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    const refusals = results.filter((result) => result.status === 'rejected').map((result) => result.reason as unknown)
    for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'payment_limit', fields: { amount: 'above_daily_limit' } })
    const [row] = await database.ownerQuery<{ sum: string }>('SELECT sum(amount_minor)::text FROM payment WHERE household_id = $1', [
      paying.householdId,
    ])
    expect(row?.sum).toBe('5000')
  })

  test('counts the last 24 hours, whatever day the member says it is', async () => {
    await limits({ daily: 5_000n })
    await paying.submit(sum('50.00'))
    const elsewhere = { ...paying.viewer, timeZone: 'Pacific/Kiritimati' }
    // Midnight in Helsinki is half an hour away, and there it was long ago.
    await paying.advance(31 * MINUTE)
    await expect(check(1n, 'EUR', elsewhere, paying.now())).rejects.toMatchObject({ code: 'payment_limit' })
    await expect(paying.submit(sum('0.01'))).rejects.toMatchObject({ code: 'payment_limit' })
    await paying.advance(23 * HOUR + 28 * MINUTE)
    await expect(paying.submit(sum('0.01'))).rejects.toMatchObject({ code: 'payment_limit' })
    await paying.advance(MINUTE)
    await paying.submit(sum('50.00'))
  })

  test('counts a payment from when it last went to the bank', async () => {
    const id = await paying.submit(sum('50.00'))
    await paying.advance(30 * HOUR)
    await limits({ daily: 5_000n })
    await check(1n, 'EUR', paying.viewer, paying.now())
    await paying.send(id)
    await expect(check(1n, 'EUR', paying.viewer, paying.now())).rejects.toMatchObject({ code: 'payment_limit' })
  })

  test('does not count what can move no money, and counts the same payment once', async () => {
    await limits({ daily: 5_000n })
    const id = await paying.submit(sum('50.00'))
    expect(await submitPayment(paying.viewer, { id, order: paying.order(sum('50.00')) }, { now: start })).toMatchObject({ id })
    for (const status of ['held', 'ready', 'starting', 'unknown', 'waiting', 'accepted', 'executed']) {
      await database.ownerQuery('UPDATE payment SET status = $2 WHERE id = $1', [id, status])
      await expect(check(1n, 'EUR'), status).rejects.toMatchObject({ code: 'payment_limit' })
    }
    for (const status of ['rejected', 'cancelled']) {
      await database.ownerQuery('UPDATE payment SET status = $2 WHERE id = $1', [id, status])
      await expect(check(1n, 'EUR'), `${status}, and the bank may yet say otherwise`).rejects.toMatchObject({ code: 'payment_limit' })
    }
    for (const status of ['draft', 'rejected', 'cancelled']) {
      await database.ownerQuery('UPDATE payment SET status = $2, is_final = true WHERE id = $1', [id, status])
      await check(5_000n, 'EUR')
    }
    await database.ownerQuery('UPDATE payment SET booked_at = $2 WHERE id = $1', [id, start])
    await expect(check(1n, 'EUR'), 'cancelled, and the debit is there').rejects.toMatchObject({ code: 'payment_limit' })
  })

  test('counts what is paid by hand from when the person says that it was done', async () => {
    await limits({ daily: 5_000n })
    const id = await paying.submit(sum('50.00'))
    await database.ownerQuery(`UPDATE payment SET channel = 'by_hand', status = 'ready' WHERE id = $1`, [id])
    await check(5_000n, 'EUR')
    await database.ownerQuery(`UPDATE payment SET status = 'accepted' WHERE id = $1`, [id])
    await expect(check(1n, 'EUR')).rejects.toMatchObject({ code: 'payment_limit' })
  })
})

describe('a sum that a second person approves', () => {
  const OTHER = { account: { scheme: 'IBAN', identification: 'FI1410093000123458' } }
  const statusOf = async (id: string) => (await paying.find(id)).status
  let bo: Viewer

  beforeEach(async () => {
    bo = await seedMember(paying.householdId, 'adult')
    await setHouseholdRules(paying.viewer, { approvalAboveMinor: 50_000n, payeesListedOnly: false }, start)
  })

  test('is not split: what went to the same payee in 24 hours counts with it, and nobody else’s', async () => {
    expect(await statusOf(await paying.submit(sum('499.00')))).toBe('ready')
    expect(await statusOf(await paying.submit({ lines: [goodLine({ amount: '499.00', ...OTHER })] }))).toBe('ready')
    expect(await statusOf(await paying.submit(sum('1.01')))).toBe('held')
    expect(await check(49_900n, 'EUR', bo)).toEqual({ needsApproval: false })
    const bulk = { paymentType: 'BULK_SEPA', lines: [goodLine({ amount: '1.00' }), goodLine({ amount: '1.00', ...OTHER })] }
    expect(await statusOf(await paying.submit(bulk))).toBe('held')
    await paying.advance(24 * HOUR)
    expect(await statusOf(await paying.submit(sum('499.00')))).toBe('ready')
  })

  test('by hand counts as soon as there is a code to scan', async () => {
    await paying.submit({ ...sum('499.00'), channel: 'by_hand' })
    expect(await statusOf(await paying.submit(sum('1.01')))).toBe('held')
  })

  test('once approved is nothing more to approve', async () => {
    const id = await paying.submit(sum('600.00'))
    expect(await statusOf(await paying.submit(sum('1.00')))).toBe('held')
    await database.ownerQuery(`UPDATE payment SET status = 'cancelled', is_final = true WHERE id <> $1`, [id])
    await proveStepUp(bo, start)
    await approvePayment(bo, { paymentId: id, decision: 'approved' }, start)
    expect(await statusOf(await paying.submit(sum('1.00')))).toBe('ready')
  })
})

describe('other currencies', () => {
  test('count at the newest reference rate', async () => {
    await seedRates(paying.householdId, '2026-11-19' as never, { SEK: '10.0000' })
    await limits({ single: 10_000n })
    await check(100_000n, 'SEK')
    await expect(check(100_010n, 'SEK')).rejects.toMatchObject({ fields: { amount: 'above_single_limit' } })
  })

  test('are refused under a limit when no rate is known, and held when only approvals are', async () => {
    await limits({ daily: 10_000n })
    await expect(check(1n, 'SEK')).rejects.toMatchObject({ code: 'payment_limit', fields: { amount: 'no_rate' } })
    await limits({})
    expect(await check(1n, 'SEK')).toEqual({ needsApproval: false })
    await seedMember(paying.householdId, 'adult')
    await setHouseholdRules(paying.viewer, { approvalAboveMinor: 100n, payeesListedOnly: false }, start)
    expect(await check(1n, 'SEK')).toEqual({ needsApproval: true })
    expect(await check(100n, 'EUR')).toEqual({ needsApproval: false })
    expect(await check(101n, 'EUR')).toEqual({ needsApproval: true })
  })
})

describe('a list of payees', () => {
  const nothingMore = { bic: null, clearing: null, country: null, addressLines: [] }
  const account = { scheme: 'IBAN', identification: PAYEE_IBAN }
  const listed = (isShared: boolean) =>
    savePayee(paying.viewer, { id: newId(), name: 'Kauppa Oy', account, isShared, ...nothingMore }, start)

  test('refuses whom the household does not share, and lets a shared payee pass', async () => {
    await setHouseholdRules(paying.viewer, { approvalAboveMinor: null, payeesListedOnly: true }, start)
    await expect(paying.submit()).rejects.toMatchObject({ code: 'payee_not_listed' })
    const { id } = await listed(false)
    await expect(paying.submit()).rejects.toMatchObject({ code: 'payee_not_listed' })
    await asSystem(paying.householdId, (db) => db.payee.updateMany({ where: { id }, data: { isShared: true } }))
    await paying.submit()
    const two = {
      paymentType: 'BULK_SEPA',
      lines: [goodLine(), goodLine({ account: { scheme: 'IBAN', identification: 'FI1410093000123458' } })],
    }
    await expect(paying.submit(two)).rejects.toMatchObject({ code: 'payee_not_listed' })
  })
})

describe('who sets the rules', () => {
  test('is an owner with a fresh proof, for members of their own household', async () => {
    const adult = await seedMember(paying.householdId, 'adult')
    await proveStepUp(adult, start)
    const rules = { approvalAboveMinor: 1n, payeesListedOnly: true }
    const none = { memberId: paying.memberId, singleLimitMinor: null, dailyLimitMinor: null }
    await expect(setHouseholdRules(adult, rules, start)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(setMemberLimits(adult, none, start)).rejects.toMatchObject({ code: 'not_allowed' })
    const late = new Date(start.getTime() + 5 * MINUTE)
    await expect(setHouseholdRules(paying.viewer, rules, late)).rejects.toMatchObject({ code: 'step_up_needed' })
    await expect(setMemberLimits(paying.viewer, none, late)).rejects.toMatchObject({ code: 'step_up_needed' })
    const stranger = await openPaying(start)
    await expect(setMemberLimits(stranger.viewer, none, start)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('cannot ask for a second person where there is none', async () => {
    await seedMember(paying.householdId, 'viewer')
    const rules = { approvalAboveMinor: 1n, payeesListedOnly: false }
    const refusal = { code: 'invalid_input', fields: { approvalAbove: 'nobody_to_approve' } }
    await expect(setHouseholdRules(paying.viewer, rules, start)).rejects.toMatchObject(refusal)
    await seedMember(paying.householdId, 'adult')
    await setHouseholdRules(paying.viewer, rules, start)
    const rows = await database.ownerQuery(`SELECT facts FROM audit_event WHERE household_id = $1 AND kind = 'payment_rules_changed'`, [
      paying.householdId,
    ])
    expect(rows).toEqual([{ facts: { approval: true, payeesListedOnly: false } }])
  })
})
