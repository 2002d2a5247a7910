import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@/lib/core/id'
import { countFromEnvironment } from '@/lib/testing/count-from-environment'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { openFragileProcess, type FragileProcess, type Mishap } from '@/lib/testing/fragile-process'
import { openPaying, type Paying } from '@/lib/testing/paying'
import { openBankPage } from './open-bank-page'
import { pollPayment } from '@/lib/payments/following/poll-payment'
import { submitPayment } from '@/lib/payments/submit-payment'
import { sweepPayments } from '@/lib/payments/following/sweep-payments'

const start = new Date('2026-11-20T10:00:00Z')
/** More moments than a payment has. */
const MOMENTS_MAX = 400
/** Every moment in a run of its own; with every change one in so many, each kind of failure at others. */
const STEP = countFromEnvironment('PAYMENT_MOMENT_STEP', 11)

let database: TestDatabase
let fragile: FragileProcess

beforeAll(async () => {
  database = await createTestDatabase()
  fragile = openFragileProcess()
})

afterAll(() => fragile.release())

/** What a person does until their payment is through, however often something breaks on the way. */
async function payToTheEnd(paying: Paying, id: string, nth: { how: Mishap; at: number }) {
  const shown = new Set<string>()
  let struck = false
  fragile.arm(nth.how, nth.at)
  for (let tries = 0; tries < 12; tries++) {
    try {
      if (await takeStep(paying, id, shown)) return { shown, struck: fragile.disarm() || struck }
      await giveTime(paying)
    } catch {
      struck = fragile.disarm() || struck
      if (fragile.isDead()) await fragile.restart()
      // The broken connection may be handed out once more.
      await giveTime(paying).catch(() => giveTime(paying))
    }
  }
  throw new Error('it never came through')
}

/** Long enough that whatever stood still is given up. */
async function giveTime(paying: Paying): Promise<void> {
  await paying.advance(100_000)
  await sweepPayments(paying.now())
}

/** What a look at the payment shows; by a connection that never breaks. */
async function look(id: string) {
  const [payment] = await database.ownerQuery<{ status: string; isFinal: boolean; nextPollAt: Date | null }>(
    'SELECT status, is_final AS "isFinal", next_poll_at AS "nextPollAt" FROM payment WHERE id = $1',
    [id],
  )
  return payment
}

/** One more look, and the next click. True when it is over. */
async function takeStep(paying: Paying, id: string, shown: Set<string>): Promise<boolean> {
  const key = { householdId: paying.householdId, paymentId: id }
  if (!(await look(id))) await submitPayment(paying.viewer, { id, order: paying.order() }, { now: paying.now() })
  const seen = await look(id)
  if (seen?.status === 'ready' || seen?.status === 'unknown') {
    const begun = await paying.send(id)
    if (begun.kind === 'page') shown.add(begun.url)
  } else if (seen?.status === 'waiting') shown.add((await openBankPage(paying.actor, id, { now: paying.now() })).url)
  for (const payment of paying.bank.payments.filter(({ url }) => shown.has(url))) {
    if (!payment.isApproved) Object.assign(payment, { isApproved: true, status: 'ACSP' })
    await paying.comeBack(payment)
    Object.assign(payment, { status: 'ACSC', isFinal: true })
  }
  const { nextPollAt } = (await look(id)) ?? {}
  if (nextPollAt) await paying.advance(Math.max(0, nextPollAt.getTime() - paying.now().getTime()))
  await pollPayment(key, paying.now())
  return (await look(id))?.isFinal ?? false
}

describe('a payment in which one thing fails', () => {
  const kinds: readonly (readonly [what: string, how: Mishap, atLeast: number])[] = [
    ['the n-th statement never reaches the database', 'statement_lost', 60],
    ['the answer to the n-th statement is lost', 'statement_answer_lost', 60],
    ['the n-th call never reaches the bank', 'call_lost', 3],
    ['the answer to the n-th call is lost', 'call_answer_lost', 3],
    ['the process dies at the n-th moment', 'death', 60],
  ]
  test.each(kinds)(
    'is paid once for every n: %s',
    async (_what, how, atLeast) => {
      const paying = await openPaying(start, (bank) => fragile.between(bank))
      const isCall = how.startsWith('call')
      let nth = isCall ? 1 : 1 + (kinds.findIndex(([, kind]) => kind === how) % STEP)
      for (; nth <= MOMENTS_MAX; nth += isCall ? 1 : STEP) {
        const before = paying.bank.payments.length
        const id = newId(paying.now())
        const { shown, struck } = await payToTheEnd(paying, id, { how, at: nth })
        const made = paying.bank.payments.slice(before)
        expect({ nth, shown: shown.size, paid: made.filter(({ isApproved }) => isApproved).length }).toEqual({ nth, shown: 1, paid: 1 })
        expect(await look(id)).toMatchObject({ status: 'executed', isFinal: true })
        if (!struck) break
      }
      expect(nth).toBeGreaterThan(atLeast)
    },
    120_000 + (MOMENTS_MAX / STEP) * 4_000,
  )
})
