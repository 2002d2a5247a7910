import { digestFor, randomFor, uuidFor } from '../../random'
import { DAY_MS } from '../../world/calendar'
import type { AccountHistory } from '../../world/history'
import type { RowStatus, TrueRow } from '../../world/true-row'
import type { ReadableAccount } from './read-account'

/** When and by whom a row is asked for. */
export type ReferenceContext = { readonly readable: ReadableAccount; readonly at: number; readonly turnsAt: number }

export type RowContext = ReferenceContext & {
  readonly history: AccountHistory
  /** Place among the booked rows; null for a row that is not booked. */
  readonly index: number | null
  /** A number that is another one for every listing. */
  readonly delivery: number
  readonly bookedCount: number
  /** What stands in front of the booked rows in this listing. */
  readonly open: readonly TrueRow[]
}

const SETTLES_AFTER_MS = 2 * DAY_MS
const PRESENTED_WITHIN_DAYS = 12

/** The reference of a row at a bank that gives one to a row by itself; null where it depends on the listing. */
export function entryReferenceOf(row: TrueRow, status: RowStatus, { readable, at, turnsAt }: ReferenceContext): string | null {
  const { account, quirks } = readable
  const settled = status === 'BOOK' && at - row.bookedAt >= SETTLES_AFTER_MS
  const print = (variant: string) =>
    `${variant}${row.transactionDate.replace(/-/g, '')}${digestFor(12, 'entry', account.key, row.id, variant).toUpperCase()}`
  switch (quirks.entryReference) {
    case 'stable':
      return print('')
    case 'changes-when-booked':
      return print(status === 'BOOK' ? '' : 'P')
    case 'changes-after-booking':
      return print(settled ? '' : 'V')
    case 'comes-later':
      return settled ? print('') : null
    case 'renumbered':
      return print(at < turnsAt ? '' : 'N')
    default:
      return null
  }
}

export function entryReference(row: TrueRow, status: RowStatus, context: RowContext): string | null {
  const { readable, index, delivery } = context
  switch (readable.quirks.entryReference) {
    case 'per-delivery':
      return digestFor(32, 'entry', readable.account.key, row.id, delivery)
    case 'positional':
      return index === null ? null : positional(row, index, context)
    case 'shifting':
      return shifting(row, context)
    case 'numbered-by-day':
      return index === null ? null : numberedByDay(row, index, context)
    case 'phases':
      return inPhase(row, context)
    default:
      return entryReferenceOf(row, status, context)
  }
}

/** Counted from the newest row of the day, which has none: every later booking of that day moves the others. */
function positional(row: TrueRow, index: number, context: RowContext): string | null {
  const place = laterOnItsDay(row, index, context)
  return place === 0 ? null : `${row.bookingDate}.${place}`
}

/** Counted from the first row of the day in this listing, pending ones included. */
function shifting(row: TrueRow, context: RowContext): string {
  const { index, open } = context
  const day = index === null ? row.transactionDate : row.bookingDate
  const openThatDay = open.filter((other) => other.transactionDate === day)
  const place = index === null ? openThatDay.indexOf(row) : openThatDay.length + laterOnItsDay(row, index, context)
  return `${day}-${place + 1}`
}

function laterOnItsDay(row: TrueRow, index: number, { history, bookedCount }: RowContext): number {
  let place = 0
  for (let next = index + 1; next < bookedCount && history.rows[next]!.bookingDate === row.bookingDate; next++) place++
  return place
}

/** Counted from the oldest row of the day: what is booked later comes behind. */
function numberedByDay(row: TrueRow, index: number, { history }: RowContext): string {
  let earlier = 0
  while (index - earlier - 1 >= 0 && history.rows[index - earlier - 1]!.bookingDate === row.bookingDate) earlier++
  return `D${row.bookingDate.replace(/-/g, '')}${String(earlier + 1).padStart(7, '0')}`
}

const WITHOUT_DAYS = 5
const TWO_REFERENCES_DAYS = 15

/** A connector that gets better in steps: one per delivery, none, two per payment, one. */
function inPhase(row: TrueRow, { readable, at, turnsAt, delivery }: RowContext): string | null {
  const days = Math.floor((at - turnsAt) / DAY_MS)
  if (days < 0) return digestFor(32, 'entry', readable.account.key, row.id, delivery)
  if (days < WITHOUT_DAYS) return null
  const stage = days < TWO_REFERENCES_DAYS && isPresented(row, at) ? 'presented' : 'authorised'
  return versionThree(uuidFor('entry', readable.account.key, row.id, stage))
}

function versionThree(uuid: string): string {
  return `${uuid.slice(0, 14)}3${uuid.slice(15)}`
}

/** Whether the merchant has presented a card payment that was booked when it was authorised. */
export function isPresented(row: TrueRow, at: number): boolean {
  return at >= row.bookedAt + randomFor('presented', row.id).int(1, PRESENTED_WITHIN_DAYS) * DAY_MS
}

/** A handle for details: the row's id, sealed with the account so that it means nothing elsewhere. */
export function transactionId(row: TrueRow, { account, quirks }: ReadableAccount, delivery: number): string | null {
  if (quirks.transactionId === 'absent') return null
  const nonce = quirks.transactionId === 'per-listing' ? delivery : 0
  const body = Buffer.from(`${row.id} ${nonce}`).toString('base64url')
  return `${body}${digestFor(12, 'transaction', account.key, body)}`
}

export function findRowId(transactionId: string, { account, quirks }: ReadableAccount): string | null {
  if (quirks.transactionId === 'absent') return null
  const body = transactionId.slice(0, -12)
  if (transactionId.slice(-12) !== digestFor(12, 'transaction', account.key, body)) return null
  return Buffer.from(body, 'base64url').toString().split(' ')[0] ?? null
}
