import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, parseIsoDate } from '@/lib/core/iso-date'
import { parseMoney } from '@/lib/core/money'
import type { BookedDebit, ExpectedDebit } from './expected-debit'
import { matchBookings } from './match-booking'

const FIRST = parseIsoDate('2026-11-10')
const SENT = new Date('2026-11-10T08:00:00Z')
const idOf = (seed: number) => `S${seed.toString(16).toUpperCase().padStart(30, '0')}`

/** Few values each, so that twins and likenesses are the rule. */
const amount = fc.constantFrom('10.00', '10.01').map((text) => parseMoney(text, 'EUR'))
const payee = fc.constantFrom('x', 'y', null)
const reference = fc.constantFrom(null, '1232', '1245')
const message = fc.constantFrom(null, 'RENT', 'RENTMAY', 'RENTJUNE')
const dayNumber = fc.integer({ min: 0, max: 12 })

const anyLine = fc.record({ amount, payee, reference, message, at: dayNumber, trust: fc.constantFrom('any', 'traced', 'refuted') })
const anyDebit = fc.record({ amount, payee, reference, message, at: dayNumber, id: fc.option(fc.nat(7), { nil: null }) })

type Made<A> = A extends fc.Arbitrary<infer T> ? T : never

function toLine({ payee, at, ...facts }: Made<typeof anyLine>, seed: number): ExpectedDebit {
  const day = addDays(FIRST, at)
  return {
    ...{ paymentId: `p${seed}`, position: 0, accountId: 'account', name: 'Kauppa', isByHand: false, order: String(seed).padStart(3, '0') },
    ...{ endToEndId: idOf(seed), counterpartyIndex: payee, sentAt: SENT, day, from: addDays(day, -1), until: addDays(day, 10) },
    ...(facts as Pick<ExpectedDebit, 'amount' | 'reference' | 'message' | 'trust'>),
  }
}

function toBooked({ payee, at, id, message, ...facts }: Made<typeof anyDebit>, seed: number): BookedDebit {
  return {
    ...{
      id: `d${seed}`,
      accountId: 'account',
      day: addDays(FIRST, at),
      counterpartyIndex: payee,
      name: 'Kauppa',
      instructed: null,
      seenAt: SENT,
    },
    ...{ text: `${id === null ? '' : idOf(id)}${message ?? ''}`, endToEndId: id === null ? null : idOf(id), ...facts },
  }
}

const world = fc.record({ lines: fc.array(anyLine, { maxLength: 7 }), debits: fc.array(anyDebit, { maxLength: 7 }) })
const match = (expected: readonly ExpectedDebit[], debits: readonly BookedDebit[]) =>
  matchBookings({ expected, debits, totals: [], isRefused: () => false })
const sorted = (list: readonly object[]) => list.map((one) => JSON.stringify(one)).sort()

test('no debit is found twice, no line has two, and nothing found is also only possible', () => {
  fc.assert(
    fc.property(world, ({ lines, debits }) => {
      const { found, possible } = match(lines.map(toLine), debits.map(toBooked))
      expect(new Set(found.map(({ transactionId }) => transactionId)).size).toBe(found.length)
      expect(new Set(found.map(({ paymentId }) => paymentId)).size).toBe(found.length)
      for (const one of found) {
        expect(possible.some(({ transactionId, paymentId }) => transactionId === one.transactionId || paymentId === one.paymentId)).toBe(
          false,
        )
      }
    }),
    { numRuns: 1_000 },
  )
})

test('the order of the rows does not matter', () => {
  fc.assert(
    fc.property(world, fc.func(fc.integer()), ({ lines, debits }, shuffle) => {
      const [expected, booked] = [lines.map(toLine), debits.map(toBooked)]
      const by = <T>(list: readonly T[]) =>
        list.toSorted((a, b) => shuffle(JSON.stringify(a, bigints)) - shuffle(JSON.stringify(b, bigints)))
      const [once, again] = [match(expected, booked), match(by(expected), by(booked))]
      expect(sorted(again.found)).toEqual(sorted(once.found))
      expect(sorted(again.possible)).toEqual(sorted(once.possible))
    }),
    { numRuns: 1_000 },
  )
})

test('what is found contradicts nothing that the bank says: sum, payee, reference and ids agree', () => {
  fc.assert(
    fc.property(world, ({ lines, debits }) => {
      const [expected, booked] = [lines.map(toLine), debits.map(toBooked)]
      for (const { paymentId, transactionId, because } of match(expected, booked).found) {
        const line = expected.find((one) => one.paymentId === paymentId)!
        const debit = booked.find((one) => one.id === transactionId)!
        expect(debit.amount).toEqual(line.amount)
        if (debit.text.includes(line.endToEndId)) continue
        expect(because).not.toBe('end_to_end_id')
        expect(line.trust).toBe('any')
        expect(debit.endToEndId).toBeNull()
        if (line.counterpartyIndex !== null) expect([line.counterpartyIndex, null]).toContain(debit.counterpartyIndex)
        if (line.reference !== null) expect([line.reference, null]).toContain(debit.reference)
      }
    }),
    { numRuns: 1_000 },
  )
})

test('equal twins are never crossed when an id, a reference or a message tells', () => {
  const telling = fc.constantFrom('id', 'reference', 'message')
  const twins = fc.record({ by: telling, days: fc.tuple(dayNumber, dayNumber), missing: fc.constantFrom('none', 'a', 'b') })
  fc.assert(
    fc.property(twins, ({ by, days, missing }) => {
      const words = { reference: ['1232', '1245'], message: ['RENT', 'RENTMAY'] } as const
      const told = (at: 0 | 1) => ({
        reference: by === 'reference' ? words.reference[at] : null,
        message: by === 'message' ? words.message[at] : null,
      })
      const same = { amount: parseMoney('10.00', 'EUR'), payee: 'x' as const, trust: 'any' as const }
      const lines = ([0, 1] as const).map((at) => toLine({ ...same, ...told(at), at: 3 }, at))
      const debits = ([0, 1] as const)
        .map((at) => toBooked({ ...same, ...told(at), at: days[at], id: by === 'id' ? at : null }, at))
        .filter(({ id }) => !((missing === 'a' && id === 'd0') || (missing === 'b' && id === 'd1')))
      for (const { paymentId, transactionId } of match(lines, debits).found) expect(transactionId.slice(1)).toBe(paymentId.slice(1))
    }),
    { numRuns: 1_000 },
  )
})

function bigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
