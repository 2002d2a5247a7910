import { addDays, daysBetween, type IsoDate } from '@/lib/core/iso-date'
import { coversDay, type ChainCheck } from './day-chain'

/** A booked balance as a bank just told it, with the day it is of; null: the bank did not say. */
export type BookedBalance = { readonly type: string; readonly currency: string; readonly minor: bigint; readonly day: IsoDate | null }

/** What the rows kept make from the first day checked to the end of a day, of the day before and of the day after. */
export type DaySums = { readonly until: bigint; readonly before: bigint; readonly next: bigint }

/** A balance told once: looked at again when the list has caught up with it. `pending`: what was not booked yet. */
export type Observation = { readonly minor: bigint; readonly pending: bigint; readonly day: IsoDate; readonly isClosed: boolean }

/** Balance less rows, three ways: the day's rows in, the day's rows out, pending rows in. A bank means one of them. */
export type Offsets = readonly [bigint, bigint, bigint]

type Difference = { readonly minor: bigint; readonly day: IsoDate }

/** What earlier checks left behind: the balance less the rows is the same number at every moment, or rows are missing. */
export type CheckBasis = {
  readonly type: string
  readonly currency: string
  /** Rows of earlier days are not counted, so that older history may still come in. */
  readonly baseDay: IsoDate
  readonly offsets: Offsets
  /** The offsets were looked at again and are no work of a list that came late. */
  readonly isSure: boolean
  readonly addsUpUntil: IsoDate
  readonly waiting: Observation | null
  readonly off: Difference | null
  /** A jump in the balances beside the rows. */
  readonly jump: Difference | null
}

export type BalanceCheckState = {
  readonly state: 'adds_up' | 'off' | 'unknown'
  /** The bank's balance minus what the rows make. */
  readonly differenceMinor: bigint | null
  readonly firstDayOff: IsoDate | null
}

type CheckInput = {
  readonly today: IsoDate
  readonly balance: BookedBalance | null
  /** Of the balance's day, and of the day of the observation that waits. */
  readonly sums: ReadonlyMap<IsoDate, DaySums>
  readonly pending: bigint
  readonly baseDay: IsoDate
  readonly basis: CheckBasis | null
  readonly chain: ChainCheck
}

type Checked = { readonly basis: CheckBasis | null; readonly result: BalanceCheckState }

/**
 * Whether the booked balance and the rows add up since the first check, and the first day that does not. It accuses only
 * where nothing else explains the difference: a bank's list may come a day or two after its balance, so a balance that does
 * not fit is looked at again later; one of the running day counts only if nothing was booked around it; one without its day
 * says nothing at all. What the balances beside the rows tell (`DayChain`) is known at once.
 */
export function checkBalance(input: CheckInput): Checked {
  const { balance, basis, chain } = input
  const seen = balance && observe(balance, input)
  const compared = balance && seen ? compare(input, balance, seen) : { basis, addsUp: false }
  const jump = nextJump(basis?.jump ?? null, chain)
  const next = compared.basis && { ...compared.basis, jump }
  const off = jump ?? next?.off ?? null
  if (off) return { basis: next, result: { state: 'off', differenceMinor: off.minor, firstDayOff: off.day } }
  const isUnlike = next !== null && seen !== null && !compared.addsUp && next.waiting !== seen
  const addsUp = compared.addsUp || (chain.state === 'adds_up' && !isUnlike)
  return { basis: next, result: { state: addsUp ? 'adds_up' : 'unknown', differenceMinor: null, firstDayOff: null } }
}

/** A closing balance is of its day. One that is booked "now" is of the running day unless it names another. */
export function dayOf({ type, day }: Pick<BookedBalance, 'type' | 'day'>, today: IsoDate): IsoDate | null {
  if (day !== null && day <= today) return day
  return type === 'ITBD' ? today : null
}

function observe(balance: BookedBalance, { today, pending }: CheckInput): Observation | null {
  const day = dayOf(balance, today)
  return day && { minor: balance.minor, pending, day, isClosed: day < today }
}

function compare(input: CheckInput, { type, currency }: BookedBalance, seen: Observation): { basis: CheckBasis; addsUp: boolean } {
  const { basis: kept, baseDay, today } = input
  const offsets = offsetsOf(seen, input)
  const isNew = !kept || kept.type !== type || kept.currency !== currency || seen.day < kept.baseDay
  const first = { type, currency, baseDay, offsets, isSure: false, addsUpUntil: goodUntil(seen), waiting: seen, off: null, jump: null }
  const before = isNew ? first : { ...kept, waiting: kept.waiting ?? seen }
  const settled = settle(settle(before, before.waiting, input), seen, input)
  const isWaiting = settled.waiting !== null && !isDue(settled.waiting, today)
  const basis = { ...settled, waiting: isWaiting ? settled.waiting : seen }
  if (isNew || !isAlike(offsets, basis.offsets)) return { basis, addsUp: false }
  return { basis: { ...basis, off: null, addsUpUntil: latest(basis.addsUpUntil, goodUntil(seen)) }, addsUp: true }
}

/** From its day to the first day on which the list has caught up: a row of its last minute may come almost two days later. */
const LAG_DAYS = 3

function isDue({ day }: Observation, today: IsoDate): boolean {
  return daysBetween(day, today) >= LAG_DAYS
}

/** Looks at a balance again once the list has caught up with it. */
function settle(basis: CheckBasis, seen: Observation | null, input: CheckInput): CheckBasis {
  if (seen === null || !isDue(seen, input.today)) return basis
  const sums = input.sums.get(seen.day)
  const isQuiet = sums !== undefined && sums.before === sums.until && sums.until === sums.next
  if (!sums || (!seen.isClosed && !isQuiet)) return basis
  const offsets = offsetsOf(seen, input)
  // The first balance, too, may have come before its rows: only now it says what all later ones have to agree with.
  if (!basis.isSure) return { ...basis, offsets, isSure: true, addsUpUntil: goodUntil(seen) }
  if (isAlike(offsets, basis.offsets)) return { ...basis, off: null, addsUpUntil: latest(basis.addsUpUntil, goodUntil(seen)) }
  return { ...basis, off: { minor: offsets[0] - basis.offsets[0], day: addDays(basis.addsUpUntil, 1) } }
}

function offsetsOf({ minor, pending, day }: Observation, { sums }: CheckInput): Offsets {
  const { until, before } = sums.get(day) ?? { until: 0n, before: 0n }
  return [minor - until, minor - before, minor - until - pending]
}

function isAlike(a: Offsets, b: Offsets): boolean {
  return a.some((offset, way) => offset === b[way])
}

/** A day that is not over may still go wrong. */
function goodUntil({ day, isClosed }: Observation): IsoDate {
  return isClosed ? day : addDays(day, -1)
}

function latest(a: IsoDate, b: IsoDate): IsoDate {
  return a > b ? a : b
}

function nextJump(known: Difference | null, chain: ChainCheck): Difference | null {
  if (chain.state === 'off' && (!known || chain.firstDayOff <= known.day)) return { minor: chain.differenceMinor, day: chain.firstDayOff }
  return known && chain.state === 'adds_up' && coversDay(chain, known.day) ? null : known
}
