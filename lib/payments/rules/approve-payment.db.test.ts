import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '@/lib/core/id'
import { setHouseholdRules } from '@/lib/households/payment-rules'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedMember } from '@/lib/testing/household'
import { goodLine, openPaying, type Paying } from '@/lib/testing/paying'
import { proveStepUp } from '@/lib/testing/step-up'
import { findOwnAnswer } from '@/lib/payments/pages/find-own-answer'
import { approvePayment } from './approve-payment'

const start = new Date('2026-11-20T10:00:00Z')
const MINUTE = 60_000

let database: TestDatabase
let paying: Paying
let bo: Viewer
let id: string

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
  bo = await seedMember(paying.householdId, 'adult', { memberName: 'Bo' })
  await proveStepUp(bo, start)
  await setHouseholdRules(paying.viewer, { approvalAboveMinor: 1_000n, payeesListedOnly: false }, start)
  id = await paying.submit()
})

const answer = (viewer: Viewer, decision: 'approved' | 'refused' = 'approved', now = start) =>
  approvePayment(viewer, { paymentId: id, decision }, now)
const auditOf = () =>
  database.ownerQuery(
    `SELECT kind, facts, member_id::text AS member FROM audit_event WHERE subject_id = $1 AND kind LIKE 'payment%' ORDER BY seq`,
    [id],
  )

describe('a payment above the household’s sum', () => {
  test('is held, and goes nowhere before a second person said yes', async () => {
    expect((await paying.find(id)).status).toBe('held')
    await expect(paying.send(id)).rejects.toMatchObject({ code: 'conflict' })
    expect(paying.bank.calls.post).toBe(0)
    await answer(bo)
    expect((await paying.find(id)).status).toBe('ready')
    expect(await paying.send(id)).toMatchObject({ kind: 'page' })
    expect(await paying.eventsOf(id)).toEqual(expect.arrayContaining(['created', 'held', 'approved_by_member']))
    expect((await auditOf()).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['payment_held', 'payment_approved']))
  })

  test('is over when the second person says no, and tells why', async () => {
    await approvePayment(bo, { paymentId: id, decision: 'refused', reason: 'amount' }, start)
    expect(await paying.find(id)).toMatchObject({ status: 'cancelled', isFinal: true, endedAt: start })
    await expect(paying.send(id)).rejects.toMatchObject({ code: 'conflict' })
    const { events } = await paying.find(id)
    expect(events.find(({ kind }) => kind === 'refused_by_member')).toMatchObject({ memberId: bo.memberId, facts: { reason: 'amount' } })
    expect((await auditOf()).at(-1)).toMatchObject({ kind: 'payment_refused', facts: { reason: 'amount' }, member: bo.memberId })
  })

  test('cannot be approved by its maker, a viewer, without a fresh proof, or from another household', async () => {
    const guest = await seedMember(paying.householdId, 'viewer')
    await proveStepUp(guest, start)
    await expect(answer(paying.viewer)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(answer(guest)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(answer(bo, 'approved', new Date(start.getTime() + 5 * MINUTE))).rejects.toMatchObject({ code: 'step_up_needed' })
    await expect(answer(bo, 'refused', new Date(start.getTime() + 5 * MINUTE))).rejects.toMatchObject({ code: 'step_up_needed' })
    const stranger = await openPaying(start)
    await expect(answer(stranger.viewer)).rejects.toMatchObject({ code: 'not_found' })
    await expect(approvePayment(bo, { paymentId: newId(), decision: 'approved' }, start)).rejects.toMatchObject({ code: 'not_found' })
    await expect(approvePayment(bo, { paymentId: 'x', decision: 'approved' }, start)).rejects.toMatchObject({ code: 'not_found' })
    expect((await paying.find(id)).status).toBe('held')
  })

  test('takes one answer, also of twenty that come at the same moment', async () => {
    const cai = await seedMember(paying.householdId, 'owner')
    await proveStepUp(cai, start)
    const answers = Array.from({ length: 20 }, (_, at) => answer(at % 2 ? bo : cai, at % 3 ? 'approved' : 'refused'))
    const results = await Promise.allSettled(answers)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await database.ownerQuery('SELECT FROM payment_approval WHERE payment_id = $1', [id])).toHaveLength(1)
  })

  test('approved for one body is not approved for another', async () => {
    await answer(bo)
    await database.ownerQuery(`UPDATE payment_approval SET order_hash = 'of another body' WHERE payment_id = $1`, [id])
    expect(await paying.send(id)).toEqual({ kind: 'held' })
    expect(paying.bank.calls.post).toBe(0)
  })

  test('tells only who answered what they answered, also once it is out of their sight', async () => {
    expect(await findOwnAnswer(bo, id)).toBeNull()
    await answer(bo)
    expect(await findOwnAnswer(bo, id)).toBe('approved')
    expect(await findOwnAnswer(paying.viewer, id)).toBeNull()
    expect(await findOwnAnswer(bo, 'x')).toBeNull()
  })

  test('is seen by the second person while it is held, also from an account that is not shared with them', async () => {
    await answer(bo)
    await expect(answer(bo)).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('at the sum itself nobody is asked', async () => {
  await answer(bo)
  await setHouseholdRules(paying.viewer, { approvalAboveMinor: 1_250n, payeesListedOnly: false }, start)
  const account = { scheme: 'IBAN', identification: 'FI1410093000123458' }
  expect((await paying.find(await paying.submit({ lines: [goodLine({ account })] }))).status).toBe('ready')
})
