import { addDays, utcDay, type IsoDate } from '@/lib/core/iso-date'
import { randomFor } from '../../random'
import { DAY_MS } from '../../world/calendar'
import type { RowStatus, TrueRow } from '../../world/true-row'
import type { ReferenceContext } from './references'

type Dates = { readonly booking_date: IsoDate | null; readonly value_date: IsoDate | null; readonly transaction_date: IsoDate | null }

const WANDERS_FOR_MS = 10 * DAY_MS
/** Between two deliveries at most three days. */
const [WANDERS_BACK, WANDERS_ON] = [-2, 1]
const COMPLETE_AFTER_MS = 3 * DAY_MS

/** The dates of a row as this bank gives them at that instant. */
export function rowDates(row: TrueRow, status: RowStatus, { readable, at }: ReferenceContext): Dates {
  const booked = status === 'BOOK'
  const dated = row.kind === 'card' || row.kind === 'cash' || row.kind === 'mobile'
  const dates: Dates = {
    booking_date: booked ? row.bookingDate : null,
    value_date: booked ? row.valueDate : status === 'SCHD' ? row.bookingDate : null,
    transaction_date: dated ? row.transactionDate : null,
  }
  if (!booked) return dates
  switch (readable.quirks.dates) {
    case 'shifting':
      return at - row.bookedAt < WANDERS_FOR_MS ? wandering(row, dates, at) : dates
    case 'come-later':
      return at - row.bookedAt < COMPLETE_AFTER_MS ? { ...dates, value_date: null, transaction_date: null } : dates
    case 'fixed':
      return dates
  }
}

/** Another offset on each day it is asked for; never in the future. */
function wandering(row: TrueRow, dates: Dates, at: number): Dates {
  const today = utcDay(new Date(at))
  const offset = randomFor('wandering', row.id, today).int(WANDERS_BACK, WANDERS_ON)
  const moved = (day: IsoDate): IsoDate => {
    const other = addDays(day, offset)
    return other > today ? today : other
  }
  return { ...dates, booking_date: moved(row.bookingDate), value_date: moved(row.valueDate) }
}
