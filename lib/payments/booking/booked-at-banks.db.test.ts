import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/id'
import { createTestDatabase } from '@/lib/testing/database'
import { knowApplication } from '@/lib/testing/pay/pay-environment'
import { openPayers, type Payer } from '@/lib/testing/pay/pay-household'
import { goodLine } from '@/lib/testing/paying'
import { proveStepUp } from '@/lib/testing/step-up'
import { createTestWorld, type TestWorld } from '@/lib/testing/world'
import { beginAttempt } from '@/lib/payments/sending/begin-attempt'
import { findBookings } from './find-bookings'
import { getPayment } from '@/lib/payments/pages/get-payment'
import type { PaymentOrder } from '@/lib/payments/order'
import { refreshPayment } from '@/lib/payments/following/refresh-payment'
import { submitPayment } from '@/lib/payments/submit-payment'

const DAY_MS = 86_400_000
const PSU = { ipAddress: '203.0.113.7', userAgent: 'test' }

let world: TestWorld
let payer: Payer

beforeAll(async () => {
  await createTestDatabase()
  world = createTestWorld({ seed: 'booked', world: { activity: 0.1 } })
  afterAll(knowApplication(world.keys))
  payer = (await openPayers(world, 'Booked')).payers[0]!
}, 120_000)

/** Two payments that nothing tells apart but what the bank passes on, one beside them, each approved. */
async function payThree(source: Payer['sources'][number]): Promise<string[]> {
  const orderOf = (amount: string, message: string): PaymentOrder => ({
    ...{ accountId: source.accountId, channel: 'bank', paymentType: 'SEPA', psuType: 'personal', currency: 'EUR', executeOn: null },
    ...{ standingOrder: null, chargeBearer: null, priority: null, debtorEmail: null, debtorPhone: null, authMethod: null },
    lines: [goodLine({ amount, remittance: [message] })],
  })
  const ids: string[] = []
  for (const order of [orderOf('1.11', 'Same again'), orderOf('1.11', 'Same again'), orderOf('2.22', 'Another')]) {
    const [id, now] = [newId(world.now()), world.now()]
    await proveStepUp(payer.actor, now)
    await submitPayment(payer.actor, { id, order }, { now })
    const begun = await beginAttempt(payer.actor, id, { psuContext: PSU, attemptsSeen: 0, now })
    if (begun.kind !== 'page') throw new Error(`${source.bank} answered ${JSON.stringify(begun)}`)
    const body = JSON.stringify({ url: begun.url, person: source.person, decision: 'approve' })
    const answer = await world.simulator.fetch(new Request('http://127.0.0.1:3001/simulator/approve', { method: 'POST', body }))
    if (!answer.ok) throw new Error(`${source.bank} took no approval: ${await answer.text()}`)
    ids.push(id)
  }
  return ids
}

test('payments are found in the rows as each bank serves them: with our id in the text, or as a reference', async () => {
  const { householdId } = payer.actor
  const made: { bank: string; ids: string[] }[] = []
  for (const bank of ['Saaristo Bank', 'Kontur']) made.push({ bank, ids: await payThree(payer.sources.find((one) => one.bank === bank)!) })
  const sessions = new Set(
    payer.sources.filter(({ bank }) => made.some((one) => one.bank === bank)).map(({ bankSessionId }) => bankSessionId),
  )
  for (let day = 0; day < 2; day++) {
    world.advance(DAY_MS)
    for (const paymentId of made.flatMap(({ ids }) => ids))
      await refreshPayment({ householdId, paymentId }, { psuContext: null, now: world.now() })
    for (const bankSessionId of sessions) await world.sync(householdId, bankSessionId, 'interactive', PSU)
    await findBookings(householdId, world.now())
  }
  for (const { bank, ids } of made) {
    const payments = []
    for (const id of ids) payments.push(await getPayment(payer.actor, id, world.now()))
    expect(
      payments.map(({ isBooked }) => isBooked),
      bank,
    ).toEqual([true, true, true])
    const rows = payments.map(({ lines }) => lines[0]!.booking!.transactionId)
    expect(new Set(rows).size, bank).toBe(3)
    expect(
      payments.map(({ lines }) => lines[0]!.booking!.because),
      bank,
    ).toEqual(Array(3).fill('end_to_end_id'))
  }
}, 120_000)
