import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/id'
import { countFromEnvironment } from '@/lib/testing/count-from-environment'
import { createTestDatabase } from '@/lib/testing/database'
import { cutOff, errorAnswer, type FakePayment } from '@/lib/testing/fake-payment-bank'
import { goodLine, openPaying, type Paying } from '@/lib/testing/paying'
import { askBankNow } from '@/lib/payments/following/ask-bank-now'
import { openBankPage } from './open-bank-page'
import { pollPayment } from '@/lib/payments/following/poll-payment'
import { refreshPayment } from '@/lib/payments/following/refresh-payment'
import { submitPayment } from '@/lib/payments/submit-payment'
import { sweepPayments } from '@/lib/payments/following/sweep-payments'
import { withdrawPayment } from '@/lib/payments/withdraw-payment'

const start = new Date('2026-11-20T10:00:00Z')
const RUNS = countFromEnvironment('PAYMENT_ORDERS', 25)

/** What people, the bank, the clock and the network can do, in any order and several at once. */
const DEEDS = [
  ...['submit', 'submit_other', 'send', 'send', 'send_elsewhere', 'open', 'open_elsewhere', 'return', 'return_declined', 'withdraw'],
  ...['ask', 'poll', 'hint', 'sweep', 'a_second', 'a_minute', 'two_minutes', 'twenty_minutes'],
  ...['lose_before', 'lose_after', 'answer_500', 'refuse', 'no_page', 'foreign_page', 'silent_get', 'not_found_get'],
  ...['approve', 'approve', 'decline', 'progress', 'settle', 'settle_final', 'go_back', 'nonsense', 'expire', 'change_after_final'],
] as const

type Deed = (typeof DEEDS)[number]

/** The payment's life as the outside world knows it. */
type Life = {
  readonly paying: Paying
  readonly id: string
  /** Pages a browser was given. */
  readonly shown: Set<string>
  final: string | null
}

beforeAll(async () => {
  await createTestDatabase()
})

async function act(life: Life, deed: Deed): Promise<void> {
  const { paying, id } = life
  const { bank, viewer, actor, householdId } = paying
  const now = paying.now()
  const elsewhere = { ...actor, browserId: 'c'.repeat(43) }
  const request = { psuContext: null, now }
  const page = async (who: typeof actor) => void life.shown.add((await openBankPage(who, id, { now })).url)
  const send = async (who: typeof actor) => {
    const begun = await paying.send(id, who)
    if (begun.kind === 'page') life.shown.add(begun.url)
  }
  const atPage = bank.payments.filter(({ url }) => life.shown.has(url))
  const back = (error?: string) => Promise.all(atPage.map((payment) => paying.comeBack(payment, { ...(error && { error }) })))
  const post = (when: 'before' | 'after', answer: () => Response) => void bank.trouble.post.push({ when, answer })
  const world: Record<Deed, () => unknown> = {
    submit: () => submitPayment(viewer, { id, order: paying.order() }, { now }),
    submit_other: () => submitPayment(viewer, { id, order: paying.order({ lines: [goodLine({ amount: '99.99' })] }) }, { now }),
    send: () => send(actor),
    send_elsewhere: () => send(elsewhere),
    open: () => page(actor),
    open_elsewhere: () => page(elsewhere),
    return: () => back(),
    return_declined: () => back('access_denied'),
    withdraw: () => withdrawPayment(viewer, id, { now }),
    ask: () => askBankNow(viewer, id, request),
    poll: () => pollPayment({ householdId, paymentId: id }, now),
    hint: () => refreshPayment({ householdId, paymentId: id }, request),
    sweep: () => sweepPayments(now),
    a_second: () => paying.advance(1_000),
    a_minute: () => paying.advance(60_000),
    two_minutes: () => paying.advance(120_000),
    twenty_minutes: () => paying.advance(1_200_000),
    lose_before: () => post('before', cutOff),
    lose_after: () => post('after', cutOff),
    answer_500: () => post('after', () => errorAnswer(500, 'ASPSP_ERROR')),
    refuse: () => post('before', () => errorAnswer(422, 'INVALID_PAYMENT')),
    no_page: () => void (bank.script.started = (payment) => ({ payment_id: payment.id, status: 'RCVD', url: null })),
    foreign_page: () =>
      void (bank.script.started = (payment) => ({ payment_id: payment.id, status: 'RCVD', url: 'https://evil.example/' })),
    silent_get: () => void bank.trouble.get.push({ when: 'after', answer: cutOff }),
    not_found_get: () => void bank.trouble.get.push({ when: 'after', answer: () => errorAnswer(404, 'PAYMENT_NOT_FOUND') }),
    ...bankDeeds(bank.payments, atPage),
  }
  await world[deed]()
}

/** What the bank does by itself keeps to its own truth: money moves only after somebody approved on a page they had. */
function bankDeeds(all: readonly FakePayment[], atPage: readonly FakePayment[]) {
  const say = (of: readonly FakePayment[], change: Partial<FakePayment>) => of.forEach((payment) => Object.assign(payment, change))
  const open = (of: readonly FakePayment[]) => of.filter(({ isFinal }) => !isFinal)
  const approved = open(all).filter(({ isApproved }) => isApproved)
  const untouched = (of: readonly FakePayment[]) => open(of).filter(({ isApproved }) => !isApproved)
  return {
    approve: () => say(untouched(atPage), { isApproved: true, status: 'ACTC' }),
    decline: () => say(untouched(atPage), { status: 'CNCL', isFinal: true }),
    progress: () => say(approved, { status: 'ACSP' }),
    settle: () => say(approved, { status: 'ACSC' }),
    settle_final: () => say(approved, { status: 'ACSC', isFinal: true }),
    go_back: () => say(open(all), { status: 'RCVD' }),
    nonsense: () => say(open(all), { status: 'XYZ' }),
    expire: () => say(untouched(all), { status: 'CNCL', isFinal: true }),
    // Whatever it says now, it has said its last word.
    change_after_final: () =>
      say(
        all.filter(({ isFinal }) => isFinal),
        { status: 'PDNG' },
      ),
  }
}

async function check(life: Life): Promise<void> {
  const { paying, id } = life
  const payment = await paying.find(id).catch(() => null)
  if (!payment) return expect(paying.bank.calls.post).toBe(0)
  const { status, isFinal, attempts } = payment
  const paid = paying.bank.payments.filter(({ isApproved }) => isApproved)
  // At most one page was ever seen, so at most one payment can have been approved.
  expect(life.shown.size).toBeLessThanOrEqual(1)
  expect(paid.length).toBeLessThanOrEqual(1)
  expect(attempts.filter(({ state }) => state === 'prepared' || state === 'open').length).toBeLessThanOrEqual(1)
  expect(paying.bank.calls.post).toBeLessThanOrEqual(attempts.length)
  // Nothing is called sent that was not approved, and nothing unsent that was.
  if (status === 'accepted' || status === 'executed') expect(paid).toHaveLength(1)
  if (['rejected', 'cancelled', 'ready', 'held', 'unknown'].includes(status)) expect(paid).toHaveLength(0)
  if (status === 'ready' || status === 'unknown') expect(life.shown.size).toBe(0)
  // The end is the end.
  if (life.final !== null) expect({ status, isFinal }).toEqual({ status: life.final, isFinal: true })
  if (isFinal) life.final = status
}

test(
  'no order of events, one by one or at once, makes two live pages, a payment twice or an untrue word',
  async () => {
    const seen = new Set<string>()
    const moment = fc.array(fc.constantFrom(...DEEDS), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: 8, maxLength: 30 }), async (moments) => {
        const paying = await openPaying(start)
        const life: Life = { paying, id: newId(start), shown: new Set(), final: null }
        await act(life, 'submit')
        for (const deeds of moments) {
          const ends = await Promise.allSettled(deeds.map((deed) => act(life, deed)))
          for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(AppError)
          await check(life)
        }
        seen.add((await paying.find(life.id)).status)
      }),
      { numRuns: RUNS, endOnFailure: true },
    )
    expect(seen.size).toBeGreaterThan(2)
  },
  RUNS * 20_000,
)
