import fc from 'fast-check'
import { expect, test } from 'vitest'
import { whatMayBeDone, type PaymentMoment } from './payment-may'
import { ATTEMPT_STATES, PAYMENT_STATUSES } from '@/lib/payments/payment-status'

const attempt = fc.record({ state: fc.constantFrom(...ATTEMPT_STATES), hasUrl: fc.boolean(), hasHandle: fc.boolean() })
const moment: fc.Arbitrary<PaymentMoment> = fc.record({
  status: fc.constantFrom(...PAYMENT_STATUSES),
  channel: fc.constantFrom('bank', 'by_hand'),
  isFinal: fc.boolean(),
  isBooked: fc.boolean(),
  isAnyBooked: fc.boolean(),
  isMine: fc.boolean(),
  mayPay: fc.boolean(),
  needsMyApproval: fc.boolean(),
  hasReturned: fc.boolean(),
  attempts: fc.array(attempt, { maxLength: 3 }),
})

test('nothing is offered that could pay twice: sending never beside a page, a debit, or a number the bank can be asked about', () => {
  fc.assert(
    fc.property(moment, (payment) => {
      const may = whatMayBeDone(payment)
      if (may.send || may.withdraw || may.continueAtBank) expect(payment.isAnyBooked || payment.isFinal).toBe(false)
      if (may.send || may.withdraw) {
        expect(
          payment.attempts.some(({ state, hasHandle }) => !['lost', 'refused'].includes(state) || (state === 'lost' && hasHandle)),
        ).toBe(false)
      }
      expect(may.send && may.continueAtBank).toBe(false)
      const isOver = payment.isFinal && (payment.status === 'rejected' || payment.status === 'cancelled')
      if (may.payAgain) expect(isOver || payment.status === 'executed' || payment.isBooked).toBe(true)
      if (!payment.isMine || !payment.mayPay)
        expect([may.send, may.continueAtBank, may.askBank, may.withdraw, may.payAgain]).not.toContain(true)
    }),
    { numRuns: 2_000 },
  )
})

test.each(['rejected', 'cancelled'] as const)(
  '%s is paid again only when that is the bank’s last word: it may yet be executed',
  (status) => {
    const over = {
      status,
      channel: 'bank',
      isBooked: false,
      isAnyBooked: false,
      isMine: true,
      mayPay: true,
      needsMyApproval: false,
      hasReturned: true,
    } as const
    const attempts = [{ state: 'open', hasUrl: true, hasHandle: true }] as const
    expect(whatMayBeDone({ ...over, attempts, isFinal: false })).toMatchObject({ payAgain: false, askBank: true })
    expect(whatMayBeDone({ ...over, attempts, isFinal: true })).toMatchObject({ payAgain: true, askBank: false })
  },
)

test('what is carried to the bank by hand is never sent, and no bank is asked about it', () => {
  const byHand = {
    channel: 'by_hand',
    status: 'ready',
    isFinal: false,
    isBooked: false,
    isAnyBooked: false,
    isMine: true,
    mayPay: true,
  } as const
  const may = whatMayBeDone({ ...byHand, needsMyApproval: false, hasReturned: false, attempts: [] })
  expect(may).toEqual({ send: false, continueAtBank: false, askBank: false, withdraw: true, approve: false, payAgain: false })
})
