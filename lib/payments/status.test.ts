import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PAYMENT_STATUSES, type PaymentStatus } from './payment-status'
import { nextStatus, type Standing, type StatusReport } from './status'

/** All 18 of the interface (OpenAPI 1.0.0-3030f99c, PaymentStatus). */
const CODES = 'ACCC ACCP ACSC ACSP ACTC ACWC ACWP PART RCVD PDNG RJCT ACPT ACCR RJCR PACR PDCR CNCL NULL'.split(' ')
const LISTS: string[][] = [[], ['ACSC'], ['ACSC', 'ACCC'], ['ACTC'], ['ACSP', 'ACSC']]

const waiting: Standing = { status: 'waiting', isFinal: false }
const after = (present: PaymentStatus, bankStatus: string, isFinal = false, successful: string[] = ['ACSC']) =>
  nextStatus({ status: present, isFinal: false }, { bankStatus, isFinal }, successful)

const anyCode = fc.oneof(fc.constantFrom(...CODES), fc.string({ maxLength: 6 }), fc.constantFrom('XYZ', 'rcvd', '__proto__', 'constructor'))
const anyReport: fc.Arbitrary<StatusReport> = fc.record({ bankStatus: anyCode, isFinal: fc.boolean() })
const anyStanding: fc.Arbitrary<Standing> = fc.record({ status: fc.constantFrom(...PAYMENT_STATUSES), isFinal: fc.boolean() })
const anyList = fc.constantFrom(...LISTS)

describe('what a bank says becomes one word', () => {
  test.each([
    ['RCVD', 'waiting'],
    ['PDNG', 'waiting'],
    ['ACTC', 'accepted'],
    ['ACCP', 'accepted'],
    ['ACSP', 'accepted'],
    ['ACWC', 'accepted'],
    ['ACWP', 'accepted'],
    ['ACPT', 'accepted'],
    ['PART', 'accepted'],
    ['ACSC', 'executed'],
    ['ACCC', 'executed'],
    ['RJCT', 'rejected'],
    ['CNCL', 'cancelled'],
    ['ACCR', 'waiting'],
    ['RJCR', 'waiting'],
    ['PACR', 'waiting'],
    ['PDCR', 'waiting'],
    ['NULL', 'waiting'],
    ['XYZ', 'waiting'],
  ])('of a payment that waits, %s makes %s', (code, status) => {
    expect(nextStatus(waiting, { bankStatus: code, isFinal: false }, [])).toEqual({ status, isFinal: false, isIgnored: false })
  })

  test('pending is the first sign of life of one that is not known yet, and later no news', () => {
    expect(after('unknown', 'PDNG').status).toBe('accepted')
    expect(after('waiting', 'PDNG').status).toBe('waiting')
    expect(after('accepted', 'PDNG')).toMatchObject({ status: 'accepted', isIgnored: false })
  })

  test('what is final is carried out only where the bank says that this code means success', () => {
    expect(after('accepted', 'ACSP', true, ['ACSP'])).toMatchObject({ status: 'executed', isFinal: true })
    expect(after('accepted', 'ACSP', true, ['ACSC'])).toMatchObject({ status: 'accepted', isFinal: true })
    expect(after('accepted', 'XYZ', true)).toMatchObject({ status: 'accepted', isFinal: true })
    expect(after('accepted', 'ACSC', false)).toMatchObject({ status: 'executed', isFinal: false })
    expect(after('executed', 'RJCT', true, ['RJCT'])).toMatchObject({ status: 'rejected', isFinal: true })
  })

  test('nothing goes back, and the attempt to is told', () => {
    expect(after('accepted', 'RCVD')).toMatchObject({ status: 'accepted', isIgnored: true })
    expect(after('executed', 'ACSP')).toMatchObject({ status: 'executed', isIgnored: true })
    expect(after('rejected', 'RCVD')).toMatchObject({ status: 'rejected', isIgnored: true })
  })

  test('a refusal the bank does not call final may turn out otherwise: to keep it would be to say "not sent" of money that went', () => {
    expect(after('rejected', 'ACSC', true)).toMatchObject({ status: 'executed', isFinal: true })
    expect(after('cancelled', 'ACSP')).toMatchObject({ status: 'accepted' })
  })
})

describe('whatever a bank says, in whatever order', () => {
  test('a final standing never changes', () => {
    fc.assert(
      fc.property(anyStanding, fc.array(anyReport, { minLength: 1, maxLength: 12 }), anyList, (start, reports, list) => {
        let present = start
        for (const report of reports) {
          const next = nextStatus(present, report, list)
          if (present.isFinal) expect([next.status, next.isFinal]).toEqual([present.status, true])
          present = next
        }
      }),
      { numRuns: 3_000 },
    )
  })

  test('the word goes on or ends, never back', () => {
    const order: Partial<Record<PaymentStatus, number>> = { waiting: 1, accepted: 2, executed: 3 }
    fc.assert(
      fc.property(anyStanding, anyReport, anyList, (present, report, list) => {
        const { status } = nextStatus(present, report, list)
        const [from, to] = [order[present.status], order[status]]
        if (from !== undefined && to !== undefined) expect(to).toBeGreaterThanOrEqual(from)
        if (to === undefined && status !== present.status) expect(['rejected', 'cancelled']).toContain(status)
      }),
      { numRuns: 3_000 },
    )
  })

  test('a code nobody knows changes no word', () => {
    const unknown = fc.string({ maxLength: 8 }).filter((code) => !CODES.includes(code))
    fc.assert(
      fc.property(anyStanding, unknown, fc.boolean(), (present, bankStatus, isFinal) => {
        expect(nextStatus(present, { bankStatus, isFinal }, ['ACSC'])).toMatchObject({ status: present.status, isIgnored: false })
      }),
      { numRuns: 2_000 },
    )
  })

  test('no answer makes a payment one that could be sent', () => {
    fc.assert(
      fc.property(anyStanding, anyReport, anyList, (present, report, list) => {
        const { status } = nextStatus(present, report, list)
        if (['draft', 'held', 'ready', 'starting', 'unknown'].includes(status)) expect(status).toBe(present.status)
      }),
      { numRuns: 2_000 },
    )
  })
})
