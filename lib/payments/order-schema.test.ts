import { describe, expect, it } from 'vitest'
import type { PaymentOrder } from './order'
import { PaymentIdInput, PaymentOrderInput } from './order-schema'

const ORDER: PaymentOrder = {
  accountId: '01890000-0000-7000-8000-000000000001',
  channel: 'bank',
  paymentType: 'DOMESTIC_SE_GIRO',
  psuType: 'personal',
  currency: 'SEK',
  executeOn: null,
  standingOrder: { frequency: 'MNTH', executionRule: null, endDate: null },
  chargeBearer: null,
  priority: null,
  debtorEmail: null,
  debtorPhone: null,
  authMethod: null,
  lines: [
    {
      amount: '1.00',
      payeeId: null,
      name: 'Åsa',
      account: { scheme: 'BGNR', identification: '9912346' },
      bic: null,
      clearing: { systemId: null, memberId: '1371' },
      country: null,
      addressLines: [],
      remittance: ['Hyra'],
      reference: null,
      regulatory: { code: '14', information: 'Rent' },
    },
  ],
}

const [LINE] = ORDER.lines
const isTaken = (order: unknown) => PaymentOrderInput.safeParse(order).success

describe('an order from outside', () => {
  it('of the right shape comes through as it is', () => {
    expect(PaymentOrderInput.parse(ORDER)).toEqual(ORDER)
  })

  it('loses what misleads the eye, and empty texts are none', () => {
    const { lines } = PaymentOrderInput.parse({ ...ORDER, lines: [{ ...LINE, name: ' An\u202Ena\u0000 ', bic: '  ', reference: '' }] })
    expect(lines[0]).toMatchObject({ name: 'Anna\uFFFD', bic: null, reference: null })
  })

  it.each([
    ['a field nobody knows', { ...ORDER, status: 'executed' }],
    ['a field nobody knows in a line', { ...ORDER, lines: [{ ...LINE, endToEndId: 'X' }] }],
    ['no line', { ...ORDER, lines: [] }],
    ['more lines than a file may have', { ...ORDER, lines: Array(501).fill(LINE) as unknown }],
    ['a number for an amount', { ...ORDER, lines: [{ ...LINE, amount: 1 }] }],
    ['a day that does not exist', { ...ORDER, executeOn: '2026-02-30' }],
    ['an account id that is none', { ...ORDER, accountId: '1' }],
    ['another channel', { ...ORDER, channel: 'cash' }],
    ['a code with signs', { ...ORDER, chargeBearer: 'SL"EV' }],
    ['a text without end', { ...ORDER, lines: [{ ...LINE, remittance: ['x'.repeat(1_001)] }] }],
    ['nothing', null],
  ])('with %s is refused', (_, order) => expect(isTaken(order)).toBe(false))

  it('has an id that is a UUID', () => {
    expect(PaymentIdInput.safeParse('01890000-0000-7000-8000-000000000001').success).toBe(true)
    expect(PaymentIdInput.safeParse("' or 1=1").success).toBe(false)
  })
})
