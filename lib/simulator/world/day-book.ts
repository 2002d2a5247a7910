import { addDays, type IsoDate } from '@/lib/core/iso-date'
import { addBusinessDays, DAY_MS, HOUR_MS, isBusinessDay, MINUTE_MS, onOrAfterBusinessDay, startOf } from './calendar'
import type { RowKind, TrueRow } from './true-row'
import { randomFor, type Random } from '../random'

export type NewRow = {
  readonly kind: RowKind
  readonly minor: bigint
  readonly party: TrueRow['party']
  readonly remittance: readonly string[]
  readonly mcc?: string
  readonly heldMinor?: bigint
  readonly reference?: TrueRow['reference']
  readonly exchange?: TrueRow['exchange']
  readonly endToEndId?: string
  readonly note?: string
  /** Happens that many days after the day it is written. */
  readonly inDays?: number
  readonly scheduled?: boolean
  readonly comesToNothing?: boolean
}

/** Where one life writes down one day. Amounts count towards `balance` as soon as they are written. */
export type DayBook = {
  readonly day: IsoDate
  readonly random: Random
  write(accountKey: string, row: NewRow): void
  /** What the writer believes is on the account, everything still on its way included. */
  balance(accountKey: string): bigint
}

export type WrittenRow = { readonly accountKey: string; readonly row: TrueRow }

export function openDayBook(options: {
  name: string
  seed: string
  day: IsoDate
  balances: Map<string, bigint>
}): DayBook & { rows: WrittenRow[] } {
  const { name, seed, day, balances } = options
  const random = randomFor(seed, 'life', name, day)
  const rows: WrittenRow[] = []
  return {
    day,
    random,
    rows,
    balance: (accountKey) => balances.get(accountKey) ?? 0n,
    write(accountKey, newRow) {
      const id = `${name}.${day}.${rows.length}`
      rows.push({ accountKey, row: timeRow(id, addDays(day, newRow.inDays ?? 0), { newRow, random, writtenAt: startOf(day) }) })
      if (!newRow.comesToNothing) balances.set(accountKey, (balances.get(accountKey) ?? 0n) + newRow.minor)
    },
  }
}

/** When in the day it happens, when it is listed and when it is booked: cards wait, transfers are booked at once. */
function timeRow(id: string, day: IsoDate, context: { newRow: NewRow; random: Random; writtenAt: number }): TrueRow {
  const { newRow, random, writtenAt } = context
  const waits = newRow.kind === 'card' || newRow.kind === 'cash'
  const happensOn = waits || newRow.kind === 'mobile' ? day : onOrAfterBusinessDay(day)
  const occurredAt = startOf(happensOn) + occurrence(newRow.kind, random)
  const bookingDate = bookingDay(newRow, happensOn, random)
  const bookedAt = bookingDate === happensOn ? occurredAt : startOf(bookingDate) + 4 * HOUR_MS + random.int(0, 89) * MINUTE_MS
  return {
    id,
    kind: newRow.kind,
    minor: newRow.minor,
    heldMinor: newRow.heldMinor ?? null,
    scheduledAt: newRow.scheduled ? writtenAt + 6 * HOUR_MS : Infinity,
    occurredAt,
    bookedAt: newRow.comesToNothing ? Infinity : bookedAt,
    cancelledAt: newRow.comesToNothing ? occurredAt + 2 * DAY_MS : Infinity,
    before: newRow.heldMinor === undefined ? 'PDNG' : 'HOLD',
    transactionDate: happensOn,
    bookingDate,
    valueDate: newRow.kind === 'interest' ? addDays(bookingDate, 1) : bookingDate,
    party: newRow.party,
    mcc: newRow.mcc ?? null,
    remittance: newRow.remittance,
    reference: newRow.reference ?? null,
    endToEndId: newRow.endToEndId ?? null,
    exchange: newRow.exchange ?? null,
    note: newRow.note ?? null,
  }
}

function occurrence(kind: RowKind, random: Random): number {
  if (kind === 'card' || kind === 'mobile' || kind === 'cash') return random.int(7 * 60, 20 * 60 + 59) * MINUTE_MS
  if (kind === 'interest' || kind === 'fee') return 2 * HOUR_MS
  return random.int(4 * 60, 7 * 60) * MINUTE_MS
}

function bookingDay(newRow: NewRow, day: IsoDate, random: Random): IsoDate {
  if (newRow.kind === 'mobile') return isBusinessDay(day) ? day : addBusinessDays(day, 1)
  if (newRow.kind !== 'card' && newRow.kind !== 'cash') return day
  if (newRow.heldMinor !== undefined || newRow.exchange) return addBusinessDays(day, random.int(2, 3))
  return addBusinessDays(day, random.chance(0.8) ? 1 : 2)
}
