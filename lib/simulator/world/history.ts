import { addDays, utcDay, type IsoDate } from '@/lib/core/iso-date'
import { randomFor } from '../random'
import type { Account } from './account'
import { bookedBy } from './bank-bookings'
import { startOf } from './calendar'
import type { Life } from './life-plan'
import type { WrittenRow } from './day-book'
import { liveDay } from './live'
import { statusAt, type TrueRow } from './true-row'

/** The rows of one account in the order of booking, made only as far as asked. */
export type AccountHistory = {
  /** Booked ones first, in booking order; what is still open or never books comes behind. */
  readonly rows: readonly TrueRow[]
  /** How many of `rows` are booked at that instant: they are a prefix. */
  bookedCount(at: number): number
  /** Index of the first booked row with this booking date or a later one. */
  firstOn(day: IsoDate, count: number): number
  /** Listed but not booked at that instant, newest first. */
  open(at: number): TrueRow[]
  /** Minor units after the first `count` rows. */
  balanceAfter(count: number): bigint
  find(rowId: string): TrueRow | null
}

export type Histories = {
  of(account: Account, at: number): AccountHistory
  /** Adds something the person did themselves, a payment for instance. */
  inject(account: Account, row: TrueRow): void
}

/** Rows of one account with what is worked out from them when first needed. */
type Shelf = { rows: TrueRow[]; sums: bigint[] | null; byId: Map<string, TrueRow> | null }

/** A life as far as it was lived. What happened depends on the seed alone, so all simulators of a life share it. */
type LivingLife = { readonly life: Life; nextDay: IsoDate; readonly balances: Map<string, bigint>; readonly shelves: Map<string, Shelf> }

const livingLives = new WeakMap<Life, LivingLife>()

/** Of a hundred rows, so many stand on the card account as well. */
const MIRRORED_PERCENT = 95

/** What is made ahead of the day asked for: bills are listed as scheduled some days before. */
const AHEAD_DAYS = 1

type Options = {
  seed: string
  begins: IsoDate
  accounts: ReadonlyMap<string, Account>
  lives: readonly Life[]
  given: (account: Account) => TrueRow[]
}

export function createHistories({ seed, begins, accounts, lives, given }: Options): Histories {
  const lifeOf = new Map<string, LivingLife>()
  for (const life of lives) for (const key of accountsOf(life)) lifeOf.set(key, livingLife(life, { begins, accounts }))
  const still = new Map<string, Shelf>()
  const injected = new Map<string, TrueRow[]>()
  const merged = new Map<string, { shelf: Shelf; from: number }>()

  const shelfOf = (account: Account): Shelf => {
    const lived = lifeOf.get(account.key)?.shelves.get(account.key)
    if (lived) return lived
    let shelf = still.get(account.key)
    if (!shelf) still.set(account.key, (shelf = sorted(given(account))))
    return shelf
  }

  const of = (account: Account, at: number): AccountHistory => {
    const living = lifeOf.get(account.key)
    if (living) liveUntil(living, addDays(utcDay(new Date(at)), AHEAD_DAYS), { seed, accounts })
    const shelf = shelfOf(account)
    const more = injected.get(account.key)
    if (!more) return viewOf(shelf, account.openingMinor)
    const known = merged.get(account.key)
    if (known?.from === shelf.rows.length) return viewOf(known.shelf, account.openingMinor)
    const together = { shelf: sorted([...shelf.rows, ...more]), from: shelf.rows.length }
    merged.set(account.key, together)
    return viewOf(together.shelf, account.openingMinor)
  }

  const mirrors = new Map<string, { shelf: Shelf; from: readonly TrueRow[] }>()
  const mirrorOf = (account: Account, { rows }: AccountHistory): AccountHistory => {
    let mirror = mirrors.get(account.key)
    if (mirror?.from !== rows) mirrors.set(account.key, (mirror = { shelf: sorted(rows.filter(isMirrored)), from: rows }))
    return viewOf(mirror.shelf, account.openingMinor)
  }

  return {
    of(account, at) {
      const source = account.mirrors === null ? undefined : accounts.get(account.mirrors)
      return source ? mirrorOf(account, of(source, at)) : of(account, at)
    },
    inject(account, row) {
      const rows = injected.get(account.key) ?? []
      if (rows.some((known) => known.id === row.id)) return
      injected.set(account.key, [...rows, row])
      merged.delete(account.key)
    },
  }
}

function isMirrored({ id }: TrueRow): boolean {
  return randomFor('mirror', id).int(1, 100) <= MIRRORED_PERCENT
}

function livingLife(life: Life, { begins, accounts }: Pick<Options, 'begins' | 'accounts'>): LivingLife {
  let living = livingLives.get(life)
  if (!living) {
    const keys = [...accountsOf(life)]
    const balances = new Map(keys.map((key) => [key, accounts.get(key)?.openingMinor ?? 0n]))
    const shelves = new Map(keys.map((key): [string, Shelf] => [key, sorted([])]))
    livingLives.set(life, (living = { life, nextDay: begins, balances, shelves }))
  }
  return living
}

function liveUntil(living: LivingLife, until: IsoDate, { seed, accounts }: Pick<Options, 'seed' | 'accounts'>): void {
  if (living.nextDay > until) return
  const account = (key: string): Account => {
    const found = accounts.get(key)
    if (!found) throw new RangeError(`no account ${key}`)
    return found
  }
  const written: WrittenRow[] = []
  for (; living.nextDay <= until; living.nextDay = addDays(living.nextDay, 1)) {
    written.push(...liveDay(living.life, living.nextDay, { seed, balances: living.balances, account }))
  }
  for (const [key, shelf] of living.shelves) {
    const { bank } = account(key)
    const news = written.filter(({ accountKey }) => accountKey === key).flatMap(({ row }) => bookedBy(bank, row))
    if (news.length > 0) Object.assign(shelf, sorted([...shelf.rows, ...news]))
  }
}

function accountsOf(life: Life): Set<string> {
  return new Set(
    life.plans.flatMap((plan) => [
      plan.main,
      ...(plan.card ? [plan.card.account] : []),
      ...(plan.savings ? [plan.savings.account] : []),
      ...(plan.loan ? [plan.loan.account] : []),
      ...plan.transfers.flatMap((transfer) => [transfer.from, transfer.to]),
    ]),
  )
}

function sorted(rows: TrueRow[]): Shelf {
  rows.sort((a, b) => (a.bookedAt === b.bookedAt ? compareIds(a.id, b.id) : a.bookedAt - b.bookedAt))
  return { rows, sums: null, byId: null }
}

/** Ids end in a running number: "joint.2026-02-03.10" comes after ".9". */
function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}

function viewOf(shelf: Shelf, openingMinor: bigint): AccountHistory {
  const { rows } = shelf
  return {
    rows,
    bookedCount: (at) => firstIndex(rows, (row) => row.bookedAt > at),
    firstOn: (day, count) =>
      Math.min(
        count,
        firstIndex(rows, (row) => row.bookedAt >= startOf(day)),
      ),
    open: (at) =>
      rows
        .slice(firstIndex(rows, (row) => row.bookedAt > at))
        .filter((row) => statusAt(row, at) !== null)
        .sort((a, b) => b.occurredAt - a.occurredAt || compareIds(b.id, a.id)),
    balanceAfter(count) {
      shelf.sums ??= sumUp(rows)
      return openingMinor + (count > 0 ? shelf.sums[count - 1]! : 0n)
    },
    find(rowId) {
      shelf.byId ??= new Map(rows.map((row) => [row.id, row]))
      return shelf.byId.get(rowId) ?? null
    },
  }
}

function sumUp(rows: readonly TrueRow[]): bigint[] {
  let sum = 0n
  return rows.map((row) => (sum += row.minor))
}

/** Rows are ordered, so what holds for one holds for all behind it. */
function firstIndex(rows: readonly TrueRow[], holds: (row: TrueRow) => boolean): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(rows[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}
