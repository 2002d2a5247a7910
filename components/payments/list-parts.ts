import type { Display } from '@/lib/core/format'
import { dayIn } from '@/lib/core/format-day'
import { firstOfMonth, type IsoDate } from '@/lib/core/iso-date'
import type { PaymentRow } from '@/lib/payments/pages/payment-dto'

export type ListParts = {
  /** Made, and not given to a bank yet. */
  readonly unsent: readonly PaymentRow[]
  /** They wait for the viewer. */
  readonly needing: readonly PaymentRow[]
  readonly waiting: readonly PaymentRow[]
  /** Soonest first. */
  readonly upcoming: readonly PaymentRow[]
  readonly standing: readonly PaymentRow[]
  /** Newest first. */
  readonly months: readonly { readonly month: IsoDate; readonly rows: readonly PaymentRow[] }[]
}

/** Every payment once, under the heading that says most about it. */
export function partsOf(lists: { going: readonly PaymentRow[]; over: readonly PaymentRow[] }, { today, timeZone }: Display): ListParts {
  const needing = [...lists.going, ...lists.over].filter(({ needsAttention }) => needsAttention)
  const rest = lists.going.filter((row) => !row.needsAttention)
  const standing = rest.filter(isRunning)
  const isUpcoming = ({ executeOn }: PaymentRow) => executeOn !== null && executeOn > today
  const single = rest.filter((row) => !isRunning(row))
  const isUnsent = ({ status }: PaymentRow) => status === 'ready' || status === 'draft'
  return {
    needing,
    unsent: single.filter(isUnsent),
    waiting: single.filter((row) => !isUnsent(row) && !isUpcoming(row)),
    upcoming: single
      .filter((row) => !isUnsent(row) && isUpcoming(row))
      .toSorted((one, other) => one.executeOn!.localeCompare(other.executeOn!)),
    standing,
    months: byMonth(
      lists.over.filter((row) => !row.needsAttention),
      timeZone,
    ),
  }
}

/** A standing order the bank has taken; before that it waits like any other. */
function isRunning({ isRecurring, isBooked, status }: PaymentRow): boolean {
  return isRecurring && (isBooked || status === 'accepted' || status === 'executed')
}

function byMonth(rows: readonly PaymentRow[], timeZone: string): ListParts['months'] {
  const months = new Map<IsoDate, PaymentRow[]>()
  for (const row of rows) {
    const month = firstOfMonth(dayIn(new Date(row.createdAt), timeZone))
    months.set(month, [...(months.get(month) ?? []), row])
  }
  return [...months].map(([month, rows]) => ({ month, rows }))
}
