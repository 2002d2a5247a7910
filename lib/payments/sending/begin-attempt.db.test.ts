import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { utcDay } from '@/lib/core/iso-date'
import { asSystem } from '@/lib/db'
import { newId } from '@/lib/core/id'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { cutOff, errorAnswer } from '@/lib/testing/fake-payment-bank'
import { seedMember } from '@/lib/testing/household'
import { goodLine, openPaying, OWN_IBAN, PAYEE_IBAN, waitingPolls, type Paying } from '@/lib/testing/paying'
import { seedTransactions } from '@/lib/testing/seed-account'
import { openBankPage } from './open-bank-page'
import { sweepPayments } from '@/lib/payments/following/sweep-payments'
import { withdrawPayment } from '@/lib/payments/withdraw-payment'

const start = new Date('2026-11-20T10:00:00Z')

let database: TestDatabase
let paying: Paying

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
})

const attemptsOf = async (id: string) => (await paying.find(id)).attempts.map(({ state }) => state)
const gone = () => new Response(null, { status: 502 })

describe('sending a payment', () => {
  test('commits the attempt before the bank is asked and the page before anybody sees it', async () => {
    const id = await paying.submit()
    let seen: unknown
    paying.bank.script.gate = async () => void (seen = [(await paying.find(id)).status, await attemptsOf(id)])
    const begun = await paying.send(id)
    expect(seen).toEqual(['starting', ['prepared']])
    expect(begun).toEqual({ kind: 'page', url: paying.bank.payments[0]!.url, host: 'tilisy.enablebanking.com' })
    const payment = await paying.find(id)
    expect(payment).toMatchObject({ status: 'waiting', bankStatus: 'RCVD', isFinal: false })
    expect(payment.attempts).toMatchObject([{ state: 'open', number: 1, urlShownAt: expect.any(Date) as Date }])
    expect(JSON.stringify(payment.attempts)).not.toContain('tilisy')
    expect(await paying.eventsOf(id)).toEqual(['created', 'attempt_prepared', 'attempt_opened', 'page_opened'])
    const [poll] = await waitingPolls(database, id)
    expect(poll!.getTime() - payment.attempts[0]!.answeredAt!.getTime()).toBeLessThanOrEqual(5_000)
  })

  test('tells the bank what was ordered and nothing of who the member is', async () => {
    const line = goodLine({ remittance: [], reference: 'RF18539007547034', amount: '1234.5' })
    const id = await paying.submit({ lines: [line], executeOn: '2026-11-22' as never })
    await paying.send(id)
    const { body } = paying.bank.payments[0]!
    expect(body).toMatchObject({
      payment_type: 'SEPA',
      aspsp: { name: 'Saaristo Bank', country: 'FI' },
      redirect_url: 'http://localhost:3000/api/payments/callback',
      psu_type: 'personal',
      payment_request: {
        debtor_account: { identification: OWN_IBAN, scheme_name: 'IBAN' },
        credit_transfer_transaction: [
          {
            instructed_amount: { amount: '1234.50', currency: 'EUR' },
            beneficiary: { creditor: { name: 'Kauppa Oy' }, creditor_account: { identification: PAYEE_IBAN, scheme_name: 'IBAN' } },
            payment_id: { end_to_end_id: (await paying.find(id)).lines[0]!.endToEndId },
          },
        ],
      },
    })
    expect(JSON.stringify(body)).toContain('2026-11-23')
    expect(JSON.stringify(body)).not.toContain(paying.memberId)
  })

  test('twenty at once, in two browsers, are one request to the bank and one page', async () => {
    const id = await paying.submit()
    const other = { ...paying.actor, browserId: 'c'.repeat(43) }
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => paying.send(id, at % 2 ? other : paying.actor)))
    expect(paying.bank.calls.post).toBe(1)
    const pages = new Set(answers.flatMap((answer) => (answer.kind === 'page' ? [answer.url] : [])))
    expect(pages.size).toBe(1)
    expect(answers.every(({ kind }) => kind === 'page' || kind === 'in_progress')).toBe(true)
    expect(await paying.send(id)).toMatchObject({ kind: 'page', url: [...pages][0] })
    expect(paying.bank.calls.post).toBe(1)
  })

  test('needs a fresh proof, its own maker, and a payment that is ready', async () => {
    const id = await paying.submit()
    const bo = await seedMember(paying.householdId, 'owner')
    await expect(paying.send(id, { ...bo, browserId: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    await asSystem(paying.householdId, (db) => db.loginSession.updateMany({ data: { steppedUpAt: new Date(start.getTime() - 300_000) } }))
    await expect(paying.send(id)).rejects.toMatchObject({ code: 'step_up_needed' })
    await paying.advance(0)
    await withdrawPayment(paying.viewer, id, { now: start })
    await expect(paying.send(id)).rejects.toMatchObject({ code: 'conflict' })
    const byHand = await paying.submit({ channel: 'by_hand' })
    await expect(paying.send(byHand)).rejects.toMatchObject({ code: 'payment_unsupported' })
    await expect(paying.send(newId())).rejects.toMatchObject({ code: 'not_found' })
    expect(paying.bank.calls.post).toBe(0)
  })

  test('rules that became stricter since hold it back; an approval of another body does not help, one of this body does', async () => {
    const id = await paying.submit()
    await asSystem(paying.householdId, (db) => db.household.updateMany({ data: { approvalAboveMinor: 100n } }))
    expect(await paying.send(id)).toEqual({ kind: 'held' })
    await expect(paying.send(id)).rejects.toMatchObject({ code: 'conflict' })
    const bo = await seedMember(paying.householdId, 'owner')
    const approve = async (orderHash: string) =>
      asSystem(paying.householdId, async (db) => {
        await db.paymentApproval.create({
          data: {
            ...{ householdId: paying.householdId, paymentId: id, memberId: bo.memberId, orderHash },
            ...{ decision: 'approved', decidedAt: start },
          },
        })
        await db.payment.updateMany({ where: { id }, data: { status: 'ready' } })
      })
    await approve('another body')
    expect(await paying.send(id)).toEqual({ kind: 'held' })
    await approve((await paying.find(id)).orderHash)
    expect(await paying.send(id)).toMatchObject({ kind: 'page' })
  })

  test('an order that was changed in the database is not sent', async () => {
    const [id, other] = [await paying.submit(), await paying.submit({ lines: [goodLine({ amount: '99.00' })] })]
    await database.ownerQuery('UPDATE payment p SET order_hash = o.order_hash FROM payment o WHERE p.id = $1 AND o.id = $2', [id, other])
    await expect(paying.send(id)).rejects.toMatchObject({ code: 'payment_changed' })
    expect(paying.bank.calls.post).toBe(0)
  })
})

describe('a bank that says no', () => {
  test('made nothing: the payment can be sent again, and the field is named', async () => {
    const id = await paying.submit()
    paying.bank.trouble.post.push({ when: 'before', answer: () => errorAnswer(422, 'INVALID_PAYMENT') })
    expect(await paying.send(id)).toMatchObject({ kind: 'refused', bankCode: 'INVALID_PAYMENT' })
    expect(await paying.find(id)).toMatchObject({ status: 'ready' })
    expect(await paying.send(id)).toMatchObject({ kind: 'page' })
    expect(await attemptsOf(id)).toEqual(['refused', 'open'])
  })

  test('says so again to a request that comes late or twice; only who has seen the refusal sends it again', async () => {
    const id = await paying.submit()
    paying.bank.trouble.post.push({ when: 'before', answer: () => errorAnswer(422, 'INVALID_PAYMENT') })
    const first = await paying.send(id)
    expect(await paying.send(id, paying.actor, 0)).toEqual(first)
    expect(first).toMatchObject({ kind: 'refused', attempts: 1 })
    expect(paying.bank.calls.post).toBe(1)
    expect(await paying.send(id, paying.actor, 1)).toMatchObject({ kind: 'page' })
    await expect(paying.send(await paying.submit(), paying.actor, 1)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('a lost answer', () => {
  test.each([
    ['before it arrived', 'before' as const, cutOff],
    ['after the bank took it', 'after' as const, cutOff],
    ['502 after the bank took it', 'after' as const, gone],
    ['500 with an error of the bank', 'after' as const, () => errorAnswer(500, 'ASPSP_ERROR')],
    ['408 after the bank took it', 'after' as const, () => new Response('late', { status: 408 })],
    ['a success nobody can read', 'after' as const, () => new Response('<html>', { status: 200 })],
  ])('%s: nobody has its page, so it may be sent again, once', async (_name, when, answer) => {
    const id = await paying.submit()
    paying.bank.trouble.post.push({ when, answer })
    expect(await paying.send(id)).toEqual({ kind: 'lost' })
    expect(await paying.find(id)).toMatchObject({ status: 'unknown', isFinal: false })
    expect(paying.bank.calls.post).toBe(1)
    expect(await paying.send(id)).toMatchObject({ kind: 'page' })
    expect(paying.bank.calls.post).toBe(2)
    expect(await attemptsOf(id)).toEqual(['lost', 'open'])
    await expect(withdrawPayment(paying.viewer, id, { now: start })).rejects.toMatchObject({ code: 'conflict' })
  })

  test.each([
    ['is not sent again', 1],
    ['has no page to approve at any more, also when it was sent again', 2],
  ])('of a bulk %s once the debit of one of its lines is known', async (_what, posts) => {
    const id = await paying.submit({ paymentType: 'BULK_SEPA', lines: [goodLine(), goodLine({ amount: '7.50' })] })
    paying.bank.trouble.post.push({ when: 'after', answer: cutOff })
    expect(await paying.send(id)).toEqual({ kind: 'lost' })
    if (posts === 2) expect(await paying.send(id)).toMatchObject({ kind: 'page' })
    const { householdId, accountId } = paying
    const [transactionId] = await seedTransactions(householdId, accountId, [{ day: utcDay(start), minor: -750n, name: 'Kauppa Oy' }])
    const booking = { householdId, paymentId: id, position: 1, transactionId: transactionId!, because: 'end_to_end_id', foundAt: start }
    await asSystem(householdId, (db) => db.paymentBooking.create({ data: booking }))
    expect(await paying.find(id)).toMatchObject({ bookedAt: null })
    await expect(paying.send(id)).rejects.toMatchObject({ code: 'conflict' })
    await expect(openBankPage(paying.actor, id, { now: paying.now() })).rejects.toMatchObject({ code: 'conflict' })
    await expect(withdrawPayment(paying.viewer, id, { now: start })).rejects.toMatchObject({ code: 'conflict' })
    expect(paying.bank.calls.post).toBe(posts)
  })

  test('is not sent again by a request from before', async () => {
    const id = await paying.submit()
    paying.bank.trouble.post.push({ when: 'after', answer: cutOff })
    await paying.send(id)
    expect(await paying.send(id, paying.actor, 0)).toEqual({ kind: 'lost' })
    expect(paying.bank.calls.post).toBe(1)
  })

  test('can be withdrawn instead, and then it is never sent', async () => {
    const id = await paying.submit()
    paying.bank.trouble.post.push({ when: 'after', answer: cutOff })
    await paying.send(id)
    await withdrawPayment(paying.viewer, id, { now: start })
    expect(await paying.find(id)).toMatchObject({ status: 'cancelled', isFinal: true })
    await expect(paying.send(id)).rejects.toMatchObject({ code: 'conflict' })
  })
})

describe('an answer without a page that can be used', () => {
  test.each([
    ['none', null],
    ['elsewhere', 'https://tilisy.enablebanking.com.evil.example/pis'],
    ['not https', 'http://tilisy.enablebanking.com/pis'],
    ['a page in itself', 'data:text/html,pay'],
  ])('%s: is asked about and never replaced', async (_name, url) => {
    const id = await paying.submit()
    paying.bank.script.started = (payment) => ({ payment_id: payment.id, status: 'RCVD', url })
    expect(await paying.send(id)).toEqual({ kind: 'unusable' })
    expect(await paying.find(id)).toMatchObject({ status: 'unknown' })
    expect(await waitingPolls(database, id)).toHaveLength(1)
    expect(await paying.send(id)).toEqual({ kind: 'unusable' })
    await expect(withdrawPayment(paying.viewer, id, { now: start })).rejects.toMatchObject({ code: 'conflict' })
    await expect(openBankPage(paying.actor, id, { now: start })).rejects.toMatchObject({ code: 'conflict' })
    expect(paying.bank.calls.post).toBe(1)
  })
})

describe('a process that dies or stands still', () => {
  test('while the bank is asked: the attempt is given up by the clock or by the next click, and a late answer is thrown away', async () => {
    const id = await paying.submit()
    let letGo = () => {}
    paying.bank.script.gate = () => new Promise<void>((resolve) => (letGo = resolve))
    const slow = paying.send(id)
    while (paying.bank.calls.post === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(await paying.send(id)).toEqual({ kind: 'in_progress' })
    expect(await sweepPayments(paying.now())).toEqual({ lost: 0, queued: 0 })
    await paying.advance(91_000)
    expect(await sweepPayments(paying.now())).toEqual({ lost: 1, queued: 0 })
    expect(await sweepPayments(paying.now())).toEqual({ lost: 0, queued: 0 })
    expect(await paying.find(id)).toMatchObject({ status: 'unknown' })
    delete paying.bank.script.gate
    const second = await paying.send(id)
    letGo()
    expect(await slow).toEqual({ kind: 'lost' })
    expect(second).toMatchObject({ kind: 'page' })
    expect(await openBankPage(paying.actor, id, { now: paying.now() })).toMatchObject({ url: (second as { url: string }).url })
    expect(await attemptsOf(id)).toEqual(['lost', 'open'])
  })

  test('does not keep the others waiting when the clock cannot give it up', async () => {
    const ids = [await paying.submit(), await paying.submit(), await paying.submit()]
    paying.bank.script.gate = () => new Promise<void>(() => undefined)
    for (const id of ids) void paying.send(id)
    while (paying.bank.calls.post < 3) await new Promise((resolve) => setTimeout(resolve, 5))
    await database.ownerQuery(`ALTER TABLE payment ADD CONSTRAINT stuck CHECK (id <> '${ids[0]!}' OR status <> 'unknown') NOT VALID`)
    await paying.advance(91_000)
    expect(await sweepPayments(paying.now())).toEqual({ lost: 2, queued: 0 })
    await database.ownerQuery('ALTER TABLE payment DROP CONSTRAINT stuck')
    expect(await sweepPayments(paying.now())).toEqual({ lost: 1, queued: 0 })
  })

  test('without a clock the next click gives it up just the same', async () => {
    const id = await paying.submit()
    await database.ownerQuery(
      `INSERT INTO payment_attempt (household_id, id, payment_id, number, state, started_at) VALUES ($1, $2, $3, 1, 'prepared', $4)`,
      [paying.householdId, newId(), id, start],
    )
    await database.ownerQuery(`UPDATE payment SET status = 'starting' WHERE id = $1`, [id])
    await paying.advance(60_000)
    expect(await paying.send(id)).toEqual({ kind: 'in_progress' })
    await paying.advance(31_000)
    expect(await paying.send(id)).toMatchObject({ kind: 'page' })
    expect(await attemptsOf(id)).toEqual(['lost', 'open'])
  })
})
