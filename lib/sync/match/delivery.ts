import type { DaySpan } from '@/lib/accounts/day-spans'
import type { FetchedRow, StoredRow } from '@/lib/accounts/store-rows'
import { isBooked } from '@/lib/core/iso-20022'
import { addDays, type IsoDate } from '@/lib/core/iso-date'
import { noteBalance, openBalanceChain, type BalanceChain } from './balance-chain'

/** How far the entry references of an account can be trusted, learned from its deliveries. */
export type Trust = 'unknown' | 'stable' | 'unstable'

/** The days a list was asked for, and what was read before it. */
export type DeliveryDays = {
  readonly from?: IsoDate | null
  readonly to?: IsoDate | null
  /** The bank cuts the list where it likes (`longest`): only the days between its first and last row are known to be whole. */
  readonly isClipped?: boolean
  /** Days that whole lists covered before, through whichever access: a row that is new there came late or was moved. */
  readonly readBefore?: readonly DaySpan[]
}

/**
 * One list of rows a bank hands over for one window of days: all its pages together. Memory of what was seen in it.
 * Each window is a delivery of its own, so a row that a bank puts into two windows meets itself.
 */
export type Delivery = {
  trust: Trust
  readonly days: DeliveryDays
  firstDay: IsoDate | null
  lastDay: IsoDate | null
  rowCount: number
  /** Booked rows listed, by day. */
  readonly listed: Map<IsoDate, number>
  /** Stored row → the content it was claimed as. */
  readonly claimed: Map<string, string>
  /** Reference and direction → content, to notice a reference that stands for several rows. */
  readonly references: Map<string, string>
  /** Rows whose match can only be decided once the whole delivery is known. */
  readonly deferred: FetchedRow[]
  /** New bookings that took no pending row's place: a pending row further down the list may be theirs. */
  readonly bookings: StoredRow[]
  readonly balances: BalanceChain
  /** Stored rows found again by their reference, and stored rows whose reference had changed. */
  kept: number
  changed: number
}

export function openDelivery(trust: Trust, days: DeliveryDays = {}): Delivery {
  const memory = { listed: new Map(), claimed: new Map(), references: new Map(), deferred: [], bookings: [], balances: openBalanceChain() }
  return { trust, days, firstDay: null, lastDay: null, rowCount: 0, ...memory, kept: 0, changed: 0 }
}

export function canTrust(delivery: Delivery): boolean {
  return delivery.trust !== 'unstable'
}

/** What a row says about the delivery it is part of; call in the order of the list. */
export function noteRow(delivery: Delivery, row: FetchedRow): void {
  const { day } = row.evidence
  delivery.rowCount += 1
  if (day !== null && (delivery.firstDay === null || day < delivery.firstDay)) delivery.firstDay = day
  if (day !== null && (delivery.lastDay === null || day > delivery.lastDay)) delivery.lastDay = day
  if (day !== null && isBooked(row.evidence.status)) delivery.listed.set(day, (delivery.listed.get(day) ?? 0) + 1)
  noteBalance(delivery.balances, row)
  noteReference(delivery, row)
}

/** Announcements stand near the top of a list, so only the newest bookings are remembered. */
const BOOKINGS_MAX = 2_000

export function noteBooking({ bookings }: Delivery, booking: StoredRow): void {
  bookings.push(booking)
  if (bookings.length < BOOKINGS_MAX) return
  bookings.sort((a, b) => (a.effectiveDate < b.effectiveDate ? 1 : -1)).splice(BOOKINGS_MAX / 2)
}

/** One reference on rows of different content in one delivery is no reference. A refund may share that of its payment. */
function noteReference(delivery: Delivery, { transaction, evidence }: FetchedRow): void {
  if (!evidence.reference || !canTrust(delivery)) return
  const key = `${transaction.amount.minor < 0n ? '-' : '+'}${evidence.status}${transaction.entryReference}`
  const before = delivery.references.get(key)
  if (before !== undefined && before !== evidence.content) delivery.trust = 'unstable'
  delivery.references.set(key, evidence.content)
}

/** The newest row of a list may itself have been moved back by this much. */
const YOUNG_DAYS = 3

/** A bank that gives only its newest rows, without saying so, gives at least this many. */
const SILENT_CAP_MIN = 20

/**
 * The days of which the whole list would have named every booked row; null: of none. The first day asked for does not count,
 * nor the last: some banks leave them out. Neither do days before the first row of a long list: it may have been cut there.
 */
export function coveredDays({ days, firstDay, lastDay, rowCount }: Delivery): { from: IsoDate | null; to: IsoDate | null } | null {
  const isShort = rowCount < SILENT_CAP_MIN
  const reached = firstDay && (isShort ? firstDay : addDays(firstDay, 1))
  if (days.isClipped) return reached && lastDay ? { from: reached, to: addDays(lastDay, YOUNG_DAYS) } : null
  const asked = days.from ? addDays(days.from, 1) : null
  const isCut = !isShort && reached !== null && (asked === null || reached > asked)
  return { from: isCut ? reached : asked, to: days.to ? addDays(days.to, -1) : null }
}

export function isCovered(delivery: Delivery, day: IsoDate): boolean {
  return isWithin(coveredDays(delivery), day)
}

export function isWithin(days: ReturnType<typeof coveredDays>, day: IsoDate): boolean {
  return days !== null && (days.from === null || day >= days.from) && (days.to === null || day <= days.to)
}

const KEPT_FOR_TRUST = 20

/** What a whole delivery taught about the references. Distrust is kept: a bank that changed them once may do so again. */
export function learnTrust({ trust, kept, changed }: Pick<Delivery, 'trust' | 'kept' | 'changed'>): Trust {
  if (trust === 'unstable' || changed > kept) return 'unstable'
  return trust === 'stable' || (kept >= KEPT_FOR_TRUST && changed === 0) ? 'stable' : 'unknown'
}
