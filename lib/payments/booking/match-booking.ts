import { daysBetween } from '@/lib/core/iso-date'
import type { BookedDebit, ExpectedDebit, ExpectedTotal } from './expected-debit'
import {
  carriesId,
  carriesMessage,
  carriesReference,
  fits,
  hasSameAccount,
  isAmountOf,
  isLike,
  isSeenSince,
  isTracedElsewhere,
  type Refused,
} from './match-evidence'

/** Why a debit is known to be a payment's. `total`: one debit for all lines of a bulk. */
export type MatchedBecause = 'end_to_end_id' | 'reference' | 'iban' | 'total'

export type FoundBooking = {
  readonly transactionId: string
  readonly paymentId: string
  /** Null: one debit for all lines together. */
  readonly position: number | null
  readonly because: MatchedBecause
}

export type PossibleBooking = Pick<FoundBooking, 'transactionId' | 'paymentId'> & { readonly position: number }

export type MatchInput = {
  readonly expected: readonly ExpectedDebit[]
  readonly totals: readonly ExpectedTotal[]
  readonly debits: readonly BookedDebit[]
  /** A person has said that this is not it. */
  readonly isRefused: Refused
}

export type Matches = { readonly found: readonly FoundBooking[]; readonly possible: readonly PossibleBooking[] }

/**
 * Which booked debits belong to which payments. What is certain is found; what is only likely is named, for a person to say.
 *
 * | evidence, besides account, amount and days        | answer                                              |
 * | ------------------------------------------------- | --------------------------------------------------- |
 * | our end-to-end id                                 | found                                               |
 * | the reference, on one debit and one line only     | found                                               |
 * | the payee's IBAN, and the message tells twins     | found                                               |
 * | the payee's IBAN, as many debits as lines         | found, in the order of their days                   |
 * | the payee's IBAN, fewer or more debits than lines | possible                                            |
 * | the sum of a bulk, once, and no line of it alone  | found, for all lines together                       |
 * | a like name, or nothing said of the other side    | possible                                            |
 * | the payee's IBAN with another reference or id     | possible: banks write numbers of their own there    |
 * | another IBAN, the id of another payment of ours   | not it                                              |
 * | seen before the order was given, and not our id   | not it                                              |
 *
 * A debit is found for one line at most and a line has one debit at most, and the order of the rows does not matter.
 */
export function matchBookings({ expected, totals, debits, isRefused }: MatchInput): Matches {
  const state = begin({ expected, debits, isRefused })
  takeById(state)
  const isTrusted = ({ trust }: ExpectedDebit) => trust === 'any'
  const isByReference: Test = (one, debit) => isTrusted(one) && carriesReference(one, debit)
  takeUnique(state, { because: 'reference', test: isByReference, textOf: ({ reference }) => reference })
  const isToPayee: Test = (one, debit) => isTrusted(one) && hasSameAccount(one, debit) && !isTracedElsewhere(one, debit)
  const isWithMessage: Test = (one, debit) => isToPayee(one, debit) && carriesMessage(one, debit)
  takeUnique(state, { because: 'iban', test: isWithMessage, textOf: ({ message }) => message })
  takeEven(state, 'iban', isToPayee)
  takeTotals(state, totals)
  return { found: state.found, possible: listPossible(state) }
}

/** The debits that carry our own ids, and nothing else. */
export function matchOwnIds(input: MatchInput): readonly FoundBooking[] {
  const state = begin(input)
  takeById(state)
  return state.found
}

function begin({ expected, debits, isRefused }: Omit<MatchInput, 'totals'>): Matching {
  return {
    open: [...expected].sort((a, b) => compare(a.day, b.day) || compare(a.order, b.order) || a.position - b.position),
    free: [...debits].sort((a, b) => compare(a.day, b.day) || compare(a.id, b.id)),
    found: [],
    isRefused,
  }
}

/** What is left on both sides, each in its order, and what was found. */
type Matching = {
  readonly open: ExpectedDebit[]
  readonly free: BookedDebit[]
  readonly found: FoundBooking[]
  readonly isRefused: Refused
}

type Test = (one: ExpectedDebit, debit: BookedDebit) => boolean

const POSSIBLE_MAX = 5

function pair(
  { open, free, found }: Matching,
  one: ExpectedDebit,
  { debit, because }: { debit: BookedDebit; because: MatchedBecause },
): void {
  open.splice(open.indexOf(one), 1)
  free.splice(free.indexOf(debit), 1)
  found.push({ transactionId: debit.id, paymentId: one.paymentId, position: one.position, because })
}

function isAllowed({ isRefused }: Matching, { paymentId }: { readonly paymentId: string }, { id }: BookedDebit): boolean {
  return !isRefused({ paymentId, transactionId: id })
}

function mayBe(state: Matching, one: ExpectedDebit, debit: BookedDebit): boolean {
  return fits(one, debit) && isAllowed(state, one, debit)
}

/** Each debit with the first line it names. Our id is believed on any day, as long as account and amount are right. */
function takeById(state: Matching): void {
  const isNamed: Test = (one, debit) =>
    one.accountId === debit.accountId && isAmountOf(one.amount, debit) && carriesId(one, debit) && isAllowed(state, one, debit)
  for (const debit of [...state.free]) {
    const one = state.open.find((line) => isNamed(line, debit))
    if (one) pair(state, one, { debit, because: 'end_to_end_id' })
  }
}

type Telling = {
  readonly because: MatchedBecause
  readonly test: Test
  /** What the bank's text has to hold. Where one line's is part of another's, the longer one counts. */
  readonly textOf: (one: ExpectedDebit) => string | null
}

/** Pairs of which neither side has another partner that fits as well. */
function takeUnique(state: Matching, { because, test, textOf }: Telling): void {
  const lengthOf = (one: ExpectedDebit) => textOf(one)?.length ?? 0
  const pairs = state.free.flatMap((debit) => {
    const lines = state.open.filter((one) => mayBe(state, one, debit) && test(one, debit))
    const longest = Math.max(0, ...lines.map(lengthOf))
    return lines.filter((one) => lengthOf(one) === longest).map((one) => ({ one, debit }))
  })
  for (const { one, debit } of pairs) {
    if (pairs.some((other) => (other.one === one) !== (other.debit === debit))) continue
    pair(state, one, { debit, because })
  }
}

/** Groups that hang together: when there are as many debits as lines, the first debit is the first line's. */
function takeEven(state: Matching, because: MatchedBecause, test: Test): void {
  const isPair: Test = (one, debit) => mayBe(state, one, debit) && test(one, debit)
  for (const { lines, debits } of groupsOf(state.open, state.free, isPair)) {
    const isEven = lines.length === debits.length && lines.every((one, at) => isPair(one, debits[at]!))
    if (isEven) lines.forEach((one, at) => pair(state, one, { debit: debits[at]!, because }))
  }
}

/** One debit over the sum of a bulk none of whose lines has one of its own, and that nothing else could be. */
function takeTotals(state: Matching, totals: readonly ExpectedTotal[]): void {
  const { open, free, found } = state
  const isTotal = (total: ExpectedTotal, debit: BookedDebit) =>
    total.accountId === debit.accountId &&
    isAmountOf(total.amount, debit) &&
    isSeenSince(total, debit) &&
    total.from <= debit.day &&
    debit.day <= total.until &&
    debit.counterpartyIndex === null &&
    isAllowed(state, total, debit) &&
    !open.some((one) => mayBe(state, one, debit))
  const untouched = totals.filter(({ paymentId }) => !found.some((one) => one.paymentId === paymentId))
  const pairs = untouched.flatMap((total) => free.filter((debit) => isTotal(total, debit)).map((debit) => ({ total, debit })))
  for (const { total, debit } of pairs) {
    if (pairs.some((other) => (other.total === total) !== (other.debit === debit))) continue
    const { paymentId } = total
    found.push({ transactionId: debit.id, paymentId, position: null, because: 'total' })
    free.splice(free.indexOf(debit), 1)
    for (const one of open.filter((line) => line.paymentId === paymentId)) open.splice(open.indexOf(one), 1)
  }
}

/** What a person could be asked about; nothing less than our id speaks against what the bank says. */
function listPossible(state: Matching): PossibleBooking[] {
  const asked = state.open.filter(({ trust }) => trust !== 'refuted')
  return asked.flatMap((one) =>
    state.free
      .filter((debit) => mayBe(state, one, debit) && isLike(one, debit))
      .sort((a, b) => distance(one, a) - distance(one, b) || compare(a.id, b.id))
      .slice(0, POSSIBLE_MAX)
      .map(({ id }) => ({ transactionId: id, paymentId: one.paymentId, position: one.position })),
  )
}

/** Same account first, then the nearest day. */
function distance(one: ExpectedDebit, debit: BookedDebit): number {
  return (hasSameAccount(one, debit) ? 0 : 1_000) + Math.abs(daysBetween(one.day, debit.day))
}

type Group = { readonly lines: ExpectedDebit[]; readonly debits: BookedDebit[] }

/** The connected parts of "could be", each side in its order. */
function groupsOf(lines: readonly ExpectedDebit[], debits: readonly BookedDebit[], isPair: Test): Group[] {
  const left = new Set(lines)
  const groups: Group[] = []
  for (const start of lines) {
    if (!left.delete(start)) continue
    const [inLines, inDebits] = [new Set([start]), new Set<BookedDebit>()]
    for (const line of inLines) {
      for (const debit of debits.filter((one) => !inDebits.has(one) && isPair(line, one))) {
        inDebits.add(debit)
        for (const other of lines) if (left.has(other) && isPair(other, debit) && left.delete(other)) inLines.add(other)
      }
    }
    if (inDebits.size > 0)
      groups.push({ lines: lines.filter((one) => inLines.has(one)), debits: debits.filter((one) => inDebits.has(one)) })
  }
  return groups
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
