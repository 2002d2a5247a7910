import { quirksOf } from '../personalities'
import { randomFor } from '../random'
import type { Bank } from './bank'
import type { TrueRow } from './true-row'

/** Of a hundred card payments, so many are charged wrongly, reversed and charged again. */
const CORRECTED_PERCENT = 10

/** What the bank makes of something that happened: nearly always the one row it is. */
export function bookedBy(bank: Bank, row: TrueRow): TrueRow[] {
  const { bookings, corrections } = quirksOf(bank.personality)
  const isCard = row.kind === 'card' || row.kind === 'cash'
  if (!isCard || row.bookedAt === Infinity) return [row]
  const booked = bookings === 'at-once' ? atOnce(row) : row
  return corrections === 'same-day' && randomFor('corrected', row.id).int(1, 100) <= CORRECTED_PERCENT ? corrected(booked) : [booked]
}

/** The payment is on the books the moment it is authorised. */
function atOnce(row: TrueRow): TrueRow {
  const { occurredAt, transactionDate } = row
  return { ...row, heldMinor: null, bookedAt: occurredAt, bookingDate: transactionDate, valueDate: transactionDate }
}

/** A payment, its reversal and the payment again, alike but for the direction: together they move what was paid. */
function corrected(row: TrueRow): TrueRow[] {
  const again = (suffix: string, minor: bigint, seconds: number): TrueRow => ({
    ...row,
    id: `${row.id}${suffix}`,
    minor,
    heldMinor: null,
    occurredAt: row.occurredAt + seconds * 1_000,
    bookedAt: row.bookedAt + seconds * 1_000,
  })
  return [row, again('r', -row.minor, 1), again('s', row.minor, 2)]
}
