import { describe, expect, it } from 'vitest'
import { parseIsoDate } from '@/lib/core/iso-date'
import type { PaymentDetail, PaymentEventDto } from '@/lib/payments/pages/payment-dto'
import type { PaymentEventKind } from '@/lib/payments/payment-event'
import { PAYMENT_STATUSES } from '@/lib/payments/payment-status'
import messages from '@/messages/en.json'
import { hasReceipt, receiptTitleOf } from './receipt-title'
import { stepsOf } from './steps-of'
import { verdictOf, VERDICTS, type VerdictKind } from './verdict-of'

const TODAY = parseIsoDate('2026-11-20')

const say = (change: Partial<PaymentDetail>) => verdictOf(examplePayment(change), TODAY)

const event = (kind: PaymentEventKind, at: string, facts: PaymentEventDto['facts'] = {}): PaymentEventDto => ({
  id: `${kind} ${at}`,
  kind,
  at: `2026-11-20T${at}:00.000Z`,
  memberName: kind === 'approved_by_member' ? 'Antti' : null,
  facts,
})

describe('what is said of a payment', () => {
  it('calls nothing paid whose debit was not found, in any state', () => {
    const claims = everyMoment()
      .filter((payment) => !payment.isBooked)
      .map((payment) => verdictOf(payment, TODAY))
    expect(claims).not.toContain('booked')
    expect(new Set(claims).size).toBeGreaterThan(12)
  })

  it('calls nothing sent: the words stand in one sentence only, which denies it', () => {
    const told = textsOf([messages.payments.page, messages.payments.list, messages.payments.receipt, messages.ui.state])
    expect(told.filter((text) => /\bsent\b/i.test(text))).toEqual([messages.payments.page.verdict.lost])
  })

  it('says paid only of what is booked, and of what was not or cannot have been', () => {
    const told = textsOf([messages.payments.page, messages.payments.act, messages.payments.receipt, messages.ui.state])
    const bold = told.filter((text) => /\bpaid\b/i.test(text) && !/nothing (is|can have been) paid/i.test(text))
    expect(bold.toSorted()).toEqual(
      [
        messages.ui.state.paid,
        messages.payments.receipt.title.booked,
        // Where it is asked how an order is given, not told that it was paid.
        messages.payments.act.again.then,
      ].toSorted(),
    )
  })

  it('tells a lost answer from an order the bank has and nobody can approve', () => {
    expect(say({ status: 'unknown' })).toBe('lost')
    expect(say({ status: 'unknown', bankPaymentId: 'SB-1' })).toBe('noPage')
  })

  it('waits for the maker’s approval at the bank, and for who made it when that is another', () => {
    expect(say({ status: 'waiting' })).toBe('waitingForMe')
    expect(say({ status: 'waiting', isMine: false })).toBe('waitingForMaker')
    expect(say({ status: 'waiting', events: [event('page_opened', '10:00'), event('returned', '10:02')] })).toBe('cameBack')
    expect(say({ status: 'waiting', events: [event('returned', '10:02'), event('page_opened', '10:05')] })).toBe('waitingForMe')
    expect(
      say({ status: 'waiting', events: [event('page_opened', '10:00'), event('returned', '10:02', { error: 'access_denied' })] }),
    ).toBe('saidNo')
  })

  it('says how it ended, and only of the bank’s last word that it is certain', () => {
    expect(say({ status: 'rejected', isFinal: false })).toBe('refusedSoFar')
    expect(say({ status: 'rejected', isFinal: true })).toBe('rejected')
    expect(say({ status: 'cancelled', isFinal: true })).toBe('cancelled')
    expect(say({ status: 'cancelled', isFinal: true, events: [event('returned', '10:02', { error: 'access_denied' })] })).toBe('declined')
    expect(say({ status: 'cancelled', isFinal: true, events: [event('withdrawn', '10:02')] })).toBe('withdrawn')
    expect(say({ status: 'cancelled', isFinal: true, events: [event('refused_by_member', '10:02')] })).toBe('refusedByMember')
  })

  it('names the contradiction of a debit for a payment that the bank says it refused', () => {
    for (const status of ['rejected', 'cancelled'] as const) expect(say({ status, isFinal: true, isBooked: true })).toBe('contradiction')
  })

  it('has a sentence for every moment', () => {
    const missing = VERDICTS.filter((verdict) => !(verdict in messages.payments.page.verdict))
    expect(missing).toEqual([])
  })
})

describe('a receipt', () => {
  it('is made only when the bank took the order or the debit was found, and is titled by what is known', () => {
    const titles = everyMoment()
      .filter((payment) => hasReceipt(payment))
      .map((payment) => [payment.isBooked || payment.isRecurring, receiptTitleOf(payment)] as const)
    expect(titles.filter(([isKnown, title]) => title === 'booked' && !isKnown)).toEqual([])
    const none: VerdictKind[] = [
      'draft',
      'heldForMe',
      'ready',
      'starting',
      'lost',
      'noPage',
      'waitingForMe',
      'rejected',
      'cancelled',
      'givenByHand',
    ]
    for (const payment of everyMoment()) if (none.includes(verdictOf(payment, TODAY))) expect(hasReceipt(payment)).toBe(false)
  })
})

describe('the timeline', () => {
  const taken = [
    event('created', '10:00'),
    event('returned', '10:02'),
    event('status_changed', '10:03', { from: 'waiting', to: 'accepted', bankStatus: 'ACTC' }),
  ]
  const shortOf = (payment: PaymentDetail) => stepsOf(payment).map(({ kind, state, at }) => [kind, state, at?.slice(11, 16) ?? null])

  it('has what happened with its time, and what is still to come without one', () => {
    expect(shortOf(examplePayment({ status: 'waiting', events: taken.slice(0, 1) }))).toEqual([
      ['created', 'done', '10:00'],
      ['approved', 'todo', null],
      ['accepted', 'todo', null],
      ['booked', 'todo', null],
    ])
    expect(shortOf(examplePayment({ status: 'accepted', events: taken }))).toEqual([
      ['created', 'done', '10:00'],
      ['approved', 'done', '10:02'],
      ['accepted', 'done', '10:03'],
      ['booked', 'todo', null],
    ])
  })

  it('takes back that it was paid by hand when the person does', () => {
    const events = [event('created', '10:00'), event('marked_done_by_hand', '10:02')]
    const given = examplePayment({ channel: 'by_hand', status: 'accepted', events })
    expect(shortOf(given)[1]).toEqual(['byHand', 'done', '10:02'])
    const undone = examplePayment({ channel: 'by_hand', status: 'ready', events: [...events, event('unmarked_by_hand', '10:03')] })
    expect(shortOf(undone)[1]).toEqual(['byHand', 'todo', null])
  })

  it('says nothing of an approval when a bank calls an order accepted that nobody came back from', () => {
    const events = taken.filter(({ kind }) => kind !== 'returned')
    expect(stepsOf(examplePayment({ status: 'accepted', events })).map(({ kind }) => kind)).toEqual(['created', 'accepted', 'booked'])
  })

  it('has the household’s own approval where one was asked for', () => {
    const held = examplePayment({ status: 'held', events: [event('created', '10:00'), event('held', '10:00')] })
    expect(shortOf(held)[1]).toEqual(['second', 'todo', null])
    const approved = examplePayment({ status: 'ready', events: [...held.events, event('approved_by_member', '11:00')] })
    expect(stepsOf(approved)[1]).toMatchObject({ kind: 'second', state: 'done', memberName: 'Antti' })
  })

  it('ends where the payment ended, and goes on after a lost answer', () => {
    const rejected = event('status_changed', '10:04', { from: 'waiting', to: 'rejected', bankStatus: 'RJCT' })
    expect(shortOf(examplePayment({ status: 'rejected', isFinal: true, events: [taken[0]!, rejected] }))).toEqual([
      ['created', 'done', '10:00'],
      ['ended', 'failed', '10:04'],
    ])
    const lost = examplePayment({ status: 'unknown', events: [taken[0]!, event('attempt_lost', '10:01')] })
    expect(stepsOf(lost).map(({ kind }) => kind)).toEqual(['created', 'noAnswer', 'approved', 'accepted', 'booked'])
  })
})

/** Every status with everything that may be true beside it. */
function everyMoment(): PaymentDetail[] {
  const both = [true, false]
  return PAYMENT_STATUSES.flatMap((status) =>
    both.flatMap((isBooked) =>
      both.flatMap((isFinal) =>
        both.flatMap((isRecurring) =>
          (['bank', 'by_hand'] as const).flatMap((channel) =>
            both.map((isMine) => examplePayment({ status, isBooked, isFinal, isRecurring, channel, isMine, needsMyApproval: !isMine })),
          ),
        ),
      ),
    ),
  )
}

function textsOf(branches: readonly unknown[]): string[] {
  return branches.flatMap((branch) => (typeof branch === 'string' ? [branch] : textsOf(Object.values(branch as object))))
}

function examplePayment(change: Partial<PaymentDetail>): PaymentDetail {
  const amount = { amount: '118.72', currency: 'EUR' }
  return {
    ...{
      id: 'p',
      status: 'ready',
      word: 'draft',
      isBooked: false,
      hasRefusedLines: false,
      channel: 'bank',
      paymentType: 'SEPA',
      isRecurring: false,
      lineCount: 1,
    },
    ...{ creditorName: 'Valo Energia', amount, accountId: 'a', accountName: 'Household account', createdAt: '2026-11-20T10:00:00.000Z' },
    ...{ executeOn: null, isMine: true, memberName: 'Aino', needsMyApproval: false, needsAttention: false },
    ...{ accountNumber: null, bankName: 'Saaristo Bank', lines: [], bookings: [], bankStatus: null, bankReasonCode: null },
    ...{
      bankReasonText: null,
      bankPaymentId: null,
      isFinal: false,
      attemptCount: 0,
      submittedAt: null,
      endedAt: null,
      bookedAt: null,
      lastPolledAt: null,
    },
    ...{ nextPollAt: null, lastPollError: null, askBankSince: null, standingOrder: null, events: [], possibleBookings: [] },
    may: { send: false, continueAtBank: false, askBank: false, withdraw: false, approve: false, payAgain: false },
    ...change,
  }
}
