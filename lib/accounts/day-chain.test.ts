import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PortTransaction } from '@/lib/banking/port'
import type { Currency } from '@/lib/core/currency'
import { addDays, parseIsoDate } from '@/lib/core/iso-date'
import { money } from '@/lib/core/money'
import { openDayChain, type ChainCheck } from './day-chain'
import { toFetchedRow } from './store-rows'

const START = parseIsoDate('2026-03-01')
const EUR = 'EUR' as Currency
const NO_PARTY = { name: null, iban: null, otherAccount: null, addressLines: [] }

type Booking = { readonly day: number; readonly minor: bigint; readonly after: bigint | null }

/** Days of bookings with the balance after each, beginning with 1,000.00. */
function historyOf(amounts: fc.Arbitrary<bigint>) {
  return fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), amounts), { minLength: 30, maxLength: 80 }).map((steps) => {
    let day = 0
    let after = 100_000n
    return steps.map(([gap, minor]): Booking => {
      day += gap
      after += minor
      return { day, minor, after }
    })
  })
}

/** Amounts that come back to a balance had before, again and again. */
const small = fc.bigInt({ min: -3n, max: 3n })
/** Amounts as in life: two ways to the same balance on one day are no more than chance. */
const lifelike = fc.noBias(fc.bigInt({ min: -99_999_999n, max: 99_999_999n }))

describe('the balances beside the rows', () => {
  it('never accuse a whole list, in whatever order it comes and however many rows say nothing', () => {
    fc.assert(
      fc.property(
        historyOf(fc.oneof(small, lifelike)),
        fc.array(fc.nat(79), { maxLength: 20 }),
        fc.boolean(),
        (history, silent, reversed) => {
          const rows = history.map((row, i) => (silent.includes(i) ? { ...row, after: null } : row))
          expect(check(reversed ? rows.toReversed() : rows).state).not.toBe('off')
        },
      ),
    )
  })

  it('name the day of a row that is missing, and how much it was', () => {
    fc.assert(
      fc.property(historyOf(lifelike), fc.integer({ min: 0, max: 79 }), (history, at) => {
        const missing = history[at % history.length]!
        const result = check(history.filter((row) => row !== missing))
        const isInside = history.some(({ day }) => day < missing.day) && history.some(({ day }) => day > missing.day)
        if (result.state !== 'off' || !isInside) return
        expect(result.differenceMinor).toBe(missing.minor)
        // Named is the day itself, or the next one with rows where it was the last of its day.
        const next = history.find(({ day }) => day > missing.day)!
        expect(result.firstDayOff >= addDays(START, missing.day) && result.firstDayOff <= addDays(START, next.day)).toBe(true)
      }),
    )
  })

  it('say so in plain cases', () => {
    const days = Array.from({ length: 20 }, (_, day): Booking => ({ day, minor: -100n, after: 10_000n - 100n * BigInt(day + 1) }))
    expect(check(days)).toEqual({ state: 'adds_up', from: '2026-03-01', until: '2026-03-20' })
    expect(check(days.filter(({ day }) => day !== 12))).toMatchObject({ state: 'off', firstDayOff: '2026-03-14', differenceMinor: -100n })
  })

  it('say nothing where they are another number: the same balance on every row, or a day’s last one', () => {
    const now = Array.from({ length: 40 }, (_, i): Booking => ({ day: i, minor: -100n * BigInt(i + 1), after: 5_000n }))
    expect(check(now)).toEqual({ state: 'unknown' })
  })

  it('say nothing with a few rows, in another currency, or beside a row without a day', () => {
    const few = Array.from({ length: 5 }, (_, day): Booking => ({ day, minor: -100n, after: 10_000n - 100n * BigInt(day + 1) }))
    expect(check(few)).toEqual({ state: 'unknown' })
    const chain = openDayChain()
    for (let i = 0; i < 30; i++) chain.note(fetched(rowOf({ day: i, minor: -100n, after: 9_900n }, 'SEK' as Currency)))
    expect(chain.check()).toEqual({ state: 'unknown' })
  })

  it('say nothing of a day with a row that is listed twice', () => {
    const days = Array.from({ length: 20 }, (_, day): Booking => ({ day, minor: -100n, after: 10_000n - 100n * BigInt(day + 1) }))
    expect(check([...days, days[12]!])).toMatchObject({ state: 'adds_up' })
  })

  it('forgive a row that stands on another day than its balance', () => {
    const days = Array.from({ length: 30 }, (_, day): Booking => ({ day, minor: -100n, after: 10_000n - 100n * BigInt(day + 1) }))
    const moved = days.map((row) => (row.day === 10 ? { ...row, day: 13 } : row))
    expect(check(moved).state).not.toBe('off')
  })
})

function check(rows: readonly Booking[]): ChainCheck {
  const chain = openDayChain()
  for (const row of rows) chain.note(fetched(rowOf(row)))
  return chain.check()
}

function fetched(row: PortTransaction) {
  return toFetchedRow(row, { holderName: null, blindIban: (iban) => iban })
}

function rowOf({ day, minor, after }: Booking, balanceCurrency = EUR): PortTransaction {
  return {
    ...{ entryReference: null, transactionId: null, status: 'BOOK', amount: money(minor, EUR), amountExcess: null },
    ...{ bookingDate: addDays(START, day), valueDate: null, transactionDate: null, creditor: NO_PARTY, debtor: NO_PARTY },
    ...{ remittance: [], referenceNumber: null, bankCode: { code: null, subCode: null, description: null }, merchantCategoryCode: null },
    ...{ balanceAfter: after === null ? null : money(after, balanceCurrency), exchange: null, note: null },
  }
}
