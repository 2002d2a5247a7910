import { DAY_MS, HOUR_MS, MINUTE_MS } from '../world/calendar'

export type StatusReason = { readonly code: string; readonly description: string }

/** From that long after its execution begins a payment is shown like this. */
export type PaymentStep = {
  readonly afterMs: number
  readonly status: string
  readonly final?: boolean
  readonly reason?: StatusReason
}

/** How a bank tells about a payment and what really becomes of it. Whatever it tells, the ledger has the truth. */
export type PaymentHabit = {
  readonly summary: string
  /** What is shown until execution begins. */
  readonly accepted: string
  readonly steps: readonly PaymentStep[]
  /** When the money leaves the account, counted like the steps; null: it never does. */
  readonly bookedAfterMs: number | null
  /** How one is told that the person declined, or never came. */
  readonly unanswered: PaymentStep | null
  readonly declined: PaymentStep
  /** Of a bulk every second line is rejected. */
  readonly rejectsLines: boolean
}

const CANCELLED: PaymentStep = { afterMs: 0, status: 'CNCL', final: true }

function habit(summary: string, steps: readonly PaymentStep[], more: Partial<PaymentHabit> = {}): PaymentHabit {
  return {
    summary,
    accepted: 'ACTC',
    steps,
    bookedAfterMs: 20_000,
    unanswered: CANCELLED,
    declined: CANCELLED,
    rejectsLines: false,
    ...more,
  }
}

const TECHNICAL: PaymentStep = { afterMs: 0, status: 'ACTC' }
const IN_PROCESS: PaymentStep = { afterMs: 3_000, status: 'ACSP' }
const SETTLED: PaymentStep = { afterMs: 20_000, status: 'ACSC', final: true }

function rejected(code: string, description: string, afterMs = 3_000): PaymentHabit {
  const reason = { code, description }
  return habit(`Rejected with ${code}: ${description.toLowerCase()}.`, [TECHNICAL, { afterMs, status: 'RJCT', final: true, reason }], {
    bookedAfterMs: null,
  })
}

/** The order is that of the marker amounts: 66.01 asks for the first, 66.02 for the second, whatever the bank. */
export const PAYMENT_HABITS = {
  settles: habit('Validated, in process, settled within seconds.', [TECHNICAL, IN_PROCESS, SETTLED]),
  'settles-at-creditor': habit(
    'Settled on the other side within seconds, as instant payments are.',
    [TECHNICAL, IN_PROCESS, { afterMs: 8_000, status: 'ACCC', final: true }],
    { bookedAfterMs: 8_000 },
  ),
  'rejects-am04': rejected('AM04', 'Insufficient funds'),
  'rejects-ac01': rejected('AC01', 'Account number is invalid or missing'),
  'rejects-ac04': rejected('AC04', 'Account is closed'),
  'rejects-ag01': rejected('AG01', 'Transaction is forbidden on this type of account'),
  'rejects-noas': rejected('NOAS', 'No answer from the customer'),
  'rejects-ff01': rejected('FF01', 'File format is incomplete or invalid'),
  'rejects-late': rejected('AC06', 'Account is blocked', 2 * HOUR_MS),
  'goes-back': habit(
    'In process, pending again, in process, settled.',
    [
      TECHNICAL,
      IN_PROCESS,
      { afterMs: 30_000, status: 'PDNG' },
      { afterMs: 2 * MINUTE_MS, status: 'ACSP' },
      { afterMs: 5 * MINUTE_MS, status: 'ACSC', final: true },
    ],
    { bookedAfterMs: 5 * MINUTE_MS },
  ),
  'pending-for-days': habit(
    'Pending for three days, then settled.',
    [TECHNICAL, { afterMs: 3_000, status: 'PDNG' }, { afterMs: 3 * DAY_MS, status: 'ACSC', final: true }],
    { bookedAfterMs: 3 * DAY_MS },
  ),
  'unknown-on-the-way': habit(
    'A status nobody knows on the way.',
    [TECHNICAL, { afterMs: 3_000, status: 'XYZ' }, { afterMs: MINUTE_MS, status: 'ACSC', final: true }],
    { bookedAfterMs: MINUTE_MS },
  ),
  'unknown-in-the-end': habit('A status nobody knows, and final; the money moves.', [
    TECHNICAL,
    { afterMs: 3_000, status: 'XYZ', final: true },
  ]),
  'settled-then-rejected': habit(
    'Settled and final, ten minutes later rejected after all; nothing moves.',
    [
      TECHNICAL,
      IN_PROCESS,
      SETTLED,
      { afterMs: 10 * MINUTE_MS, status: 'RJCT', final: true, reason: { code: 'MS03', description: 'Reason not specified' } },
    ],
    { bookedAfterMs: null },
  ),
  'rejected-then-settled': habit(
    'Rejected and final, ten minutes later settled after all; the money moves.',
    [
      TECHNICAL,
      { afterMs: 3_000, status: 'RJCT', final: true, reason: { code: 'MS03', description: 'Reason not specified' } },
      { afterMs: 10 * MINUTE_MS, status: 'ACSC', final: true },
    ],
    { bookedAfterMs: 10 * MINUTE_MS },
  ),
  'settled-not-final': habit('Settled but not final until it is settled on the other side a day later.', [
    TECHNICAL,
    IN_PROCESS,
    { afterMs: 20_000, status: 'ACSC' },
    { afterMs: DAY_MS, status: 'ACCC', final: true },
  ]),
  'validated-is-final': habit('Nothing is ever told after technical validation, which is final.', [{ ...TECHNICAL, final: true }], {
    bookedAfterMs: HOUR_MS,
  }),
  'in-process-is-final': habit('Nothing is ever told after "in process", which is final.', [TECHNICAL, { ...IN_PROCESS, final: true }]),
  'never-final': habit('Validated for ever and never final; the money moves the next hour.', [TECHNICAL], { bookedAfterMs: HOUR_MS }),
  'accepted-with-change': habit('Accepted with a change, then settled.', [TECHNICAL, { afterMs: 3_000, status: 'ACWC' }, SETTLED]),
  'without-posting': habit(
    'Accepted without posting for an hour, then settled on the other side.',
    [TECHNICAL, { afterMs: 3_000, status: 'ACWP' }, { afterMs: HOUR_MS, status: 'ACCC', final: true }],
    { bookedAfterMs: HOUR_MS },
  ),
  'many-acceptances': habit('Every kind of acceptance there is, then settled.', [
    TECHNICAL,
    { afterMs: 3_000, status: 'ACCP' },
    { afterMs: 6_000, status: 'ACPT' },
    { afterMs: 9_000, status: 'NULL' },
    { afterMs: 12_000, status: 'ACSP' },
    SETTLED,
  ]),
  'cancelled-later': habit(
    'The customer takes it back at the bank in time.',
    [TECHNICAL, { afterMs: MINUTE_MS, status: 'CNCL', final: true }],
    {
      bookedAfterMs: null,
    },
  ),
  'cancellation-refused': habit(
    'A cancellation is asked for and refused, then settled.',
    [
      TECHNICAL,
      IN_PROCESS,
      { afterMs: 20_000, status: 'PDCR' },
      { afterMs: MINUTE_MS, status: 'RJCR' },
      { afterMs: 2 * MINUTE_MS, status: 'ACSC', final: true },
    ],
    { bookedAfterMs: 2 * MINUTE_MS },
  ),
  'cancellation-accepted': habit(
    'A cancellation is asked for and accepted.',
    [
      TECHNICAL,
      IN_PROCESS,
      { afterMs: 20_000, status: 'PACR' },
      { afterMs: 40_000, status: 'ACCR' },
      { afterMs: MINUTE_MS, status: 'CNCL', final: true },
    ],
    { bookedAfterMs: null },
  ),
  'partly-rejected': habit(
    'Of a bulk every second line is rejected and the payment stays partly accepted; a single one settles.',
    [TECHNICAL, IN_PROCESS, SETTLED],
    { rejectsLines: true },
  ),
  'received-for-long': habit(
    'Still "received" ten minutes after the approval.',
    [
      { afterMs: 0, status: 'RCVD' },
      { afterMs: 10 * MINUTE_MS, status: 'ACSC', final: true },
    ],
    { accepted: 'RCVD', bookedAfterMs: 10 * MINUTE_MS },
  ),
  'no-answer-is-rejection': habit('Declined and forgotten ones are called rejected.', [TECHNICAL, IN_PROCESS, SETTLED], {
    unanswered: { afterMs: 0, status: 'RJCT', final: true, reason: { code: 'NOAS', description: 'No answer from the customer' } },
    declined: { afterMs: 0, status: 'RJCT', final: true, reason: { code: 'DS02', description: 'Order cancelled by the customer' } },
  }),
  'never-forgets': habit('One that nobody answers stays "received" for ever.', [TECHNICAL, IN_PROCESS, SETTLED], { unanswered: null }),
} as const satisfies Record<string, PaymentHabit>

export type PaymentHabitName = keyof typeof PAYMENT_HABITS

const NAMES = Object.keys(PAYMENT_HABITS) as PaymentHabitName[]
const MARKER_FIRST_MINOR = 6_600n

export function habitOf(name: PaymentHabitName): PaymentHabit {
  return PAYMENT_HABITS[name]
}

export function findPaymentHabit(name: string): PaymentHabitName | null {
  return NAMES.find((candidate) => candidate === name) ?? null
}

/** The habit an amount asks for, in any currency of two decimals: 66.01 the first of the list. */
export function habitOfAmount(minor: bigint): PaymentHabitName | null {
  const place = minor - MARKER_FIRST_MINOR
  return place >= 1n && place <= BigInt(NAMES.length) ? NAMES[parseInt(String(place), 10) - 1]! : null
}

/** The amount that asks for a habit, in minor units. */
export function amountOfHabit(name: PaymentHabitName): bigint {
  return MARKER_FIRST_MINOR + BigInt(NAMES.indexOf(name) + 1)
}
