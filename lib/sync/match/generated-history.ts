import type { PortTransaction } from '@/lib/banking/port'
import { addDays, daysBetween, parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { parseMoney } from '@/lib/core/money'
import { bankRow } from './bank-row'
import type { DeliveryDays } from './delivery'
import { openDice, type Dice } from './dice'
import { referenceOf, REFERENCE_HABITS } from './reference-habits'

/** For tests: some weeks of one account at a bank with habits of its own, as lists it gave and what was true at each. */
export type History = { readonly habits: Habits; readonly steps: readonly HistoryStep[] }

export type GivenList = { readonly status: 'BOOK' | 'PDNG' | null; readonly days: DeliveryDays; readonly rows: readonly PortTransaction[] }

export type HistoryStep = {
  readonly today: IsoDate
  readonly lists: readonly GivenList[]
  /** Everything the bank has, for a reader that asks for its own days. */
  readonly all: { readonly booked: readonly PortTransaction[]; readonly pending: readonly PortTransaction[] }
  /** Every booked row given so far, as last given: day and amount. */
  readonly booked: readonly string[]
}

export type Habits = {
  readonly references: string
  readonly balances: 'none' | 'running' | 'day end' | 'XXX'
  readonly pending: 'none' | 'own list' | 'one list'
  /** How often a young booked row gets another day, other words, or an announced sum differs from the booked one. */
  readonly movesPercent: number
  readonly rewordsPercent: number
  readonly otherSumPercent: number
  readonly feeds: 1 | 2
}

export type TrueRow = {
  readonly n: number
  amount: string
  shop: string
  words: string
  day: IsoDate
  /** Announced from this step on; null: never. */
  readonly announcedAt: number | null
  readonly announcedAmount: string
  readonly announcedDay: IsoDate
  /** Booked from this step on; null: it is called off. */
  readonly bookedAt: number | null
  /** The bank lists the announcement this many steps longer than it should. */
  readonly lingers: number
}

const FIRST_DAY = parseIsoDate('2026-09-01')
/** Few sums and shops, so that twins abound. */
const AMOUNTS = ['-3.40', '-3.40', '-12.50', '-20.00', '-61.30', '900.00', '3.40']
const SHOPS = ['Kauppa', 'Kahvila Aalto', 'Neste', 'Apteekki', '']
const OVERLAP_DAYS = 10
/** Banks move and reword rows while they are young. */
const YOUNG_DAYS = 4

export function generateHistory(seed: number): History {
  const dice = openDice(seed)
  const habits: Habits = {
    references: dice.pick(REFERENCE_HABITS),
    balances: dice.pick(['none', 'none', 'running', 'day end', 'XXX']),
    pending: dice.pick(['none', 'own list', 'one list']),
    movesPercent: dice.pick([0, 0, 5]),
    rewordsPercent: dice.pick([0, 0, 5]),
    otherSumPercent: dice.pick([0, 10]),
    feeds: dice.pick([1, 1, 2]),
  }
  const stepCount = 3 + dice.below(4)
  const days = takeDays(dice, stepCount)
  const rows = makeRows(dice, habits, days)
  const given = new Map<number, string>()
  let readUntil: IsoDate | null = null
  const steps = days.map((today, step): HistoryStep => {
    changeRows(dice, habits, { rows, step, today })
    const isWhole = readUntil === null || dice.isIn(20)
    const from: IsoDate | null = isWhole || readUntil === null ? null : addDays(readUntil, -OVERLAP_DAYS)
    const readBefore = readUntil ? [{ from: FIRST_DAY, to: readUntil }] : []
    const lists = giveLists({ dice, habits, rows, step, from: from ?? FIRST_DAY, days: { from, isClipped: isWhole, readBefore } })
    for (const row of bookedOf(rows, step)) if (!from || row.day >= from) given.set(row.n, `${row.day} ${row.amount}`)
    readUntil = today
    const all = atBank(habits, { rows, step, from: FIRST_DAY })
    return { today, lists, all, booked: [...given.values()].sort() }
  })
  return { habits, steps }
}

function takeDays(dice: Dice, count: number): IsoDate[] {
  let day = addDays(FIRST_DAY, 20)
  return Array.from({ length: count }, () => (day = addDays(day, dice.below(4))))
}

function makeRows(dice: Dice, habits: Habits, days: readonly IsoDate[]): TrueRow[] {
  const rows: TrueRow[] = []
  const add = (row: Omit<TrueRow, 'n'>, twins: number) => {
    for (let i = 0; i < twins; i++) rows.push({ ...row, n: rows.length })
  }
  const twinsOf = () => (dice.isIn(15) ? 2 + dice.below(2) : 1)
  // Only beside a row that differs can a reference on all rows be seen to be none.
  for (const [amount, shop] of [
    ['-77.00', 'A'],
    ['-78.00', 'B'],
  ] as const) {
    const row = { amount, shop, words: '', day: FIRST_DAY }
    add({ ...row, announcedAt: null, announcedAmount: amount, announcedDay: FIRST_DAY, bookedAt: 0, lingers: 0 }, 1)
  }
  const plain = (day: IsoDate) => ({
    amount: dice.pick(AMOUNTS),
    shop: dice.pick(SHOPS),
    words: dice.pick(['', 'kiitos', 'viite 12 34']),
    day,
  })
  for (let i = dice.below(25); i > 0; i--) {
    const row = plain(addDays(FIRST_DAY, 1 + dice.below(18)))
    add({ ...row, announcedAt: null, announcedAmount: row.amount, announcedDay: row.day, bookedAt: 0, lingers: 0 }, twinsOf())
  }
  days.forEach((today, step) => {
    for (let i = dice.below(5); i > 0; i--) {
      const row = plain(addDays(today, -dice.below(2)))
      const isAnnounced = habits.pending !== 'none' && dice.isIn(60) && row.amount.startsWith('-')
      const bookedAt = isAnnounced ? step + 1 + dice.below(2) : step
      const day = isAnnounced ? (days[Math.min(bookedAt, days.length - 1)] ?? today) : row.day
      const isOff = isAnnounced && dice.isIn(8)
      const announcedAmount = isAnnounced && dice.isIn(habits.otherSumPercent) ? announce(dice, row.amount) : row.amount
      const isSoon = daysBetween(row.day, day) <= 6
      add(
        {
          ...{ ...row, day, announcedAmount, announcedDay: row.day, announcedAt: isAnnounced && isSoon ? step : null },
          ...{ bookedAt: isOff ? null : bookedAt, lingers: dice.isIn(10) ? 1 : 0 },
        },
        announcedAmount === row.amount && !isAnnounced ? twinsOf() : 1,
      )
    }
  })
  return rows
}

/** A tip still to come, a hold, a rate still to be fixed. */
function announce(dice: Dice, amount: string): string {
  const minor = Number.parseInt(amount.replace(/[-.]/g, ''), 10)
  const announced = dice.pick([Math.floor(minor / 1.15), 100, 10_000, Math.ceil(minor * 1.02)])
  return `-${Math.floor(announced / 100)}.${String(announced % 100).padStart(2, '0')}`
}

function changeRows(dice: Dice, habits: Habits, { rows, step, today }: { rows: TrueRow[]; step: number; today: IsoDate }): void {
  for (const row of rows) {
    if (row.bookedAt === null || row.bookedAt >= step || daysBetween(row.day, today) > YOUNG_DAYS) continue
    const moved = addDays(row.day, dice.pick([-3, -2, -1, 1, 2, 3]))
    if (dice.isIn(habits.movesPercent)) row.day = moved > today ? today : moved
    else if (dice.isIn(habits.rewordsPercent)) reword(dice, row)
    else if (habits.references === 'stable' && row.amount.startsWith('-') && dice.isIn(3))
      row.amount = dice.pick(['-1.00', '-63.20', '-18.05'])
  }
}

function reword(dice: Dice, row: TrueRow): void {
  const kind = dice.below(3)
  if (kind === 0) row.words = `${row.words} tarkiste ${row.n}`
  else if (kind === 1) row.shop = `${row.shop} Helsinki`.trim()
  else row.shop = `POS ${dice.below(9000)}`
}

function bookedOf(rows: readonly TrueRow[], step: number): TrueRow[] {
  return rows.filter(({ bookedAt }) => bookedAt !== null && bookedAt <= step)
}

type AtBank = { readonly rows: readonly TrueRow[]; readonly step: number; readonly from: IsoDate }

/** What the bank has at this step, from a day on. */
function atBank(habits: Habits, { rows, step, from }: AtBank): { booked: PortTransaction[]; pending: PortTransaction[] } {
  const listed = bookedOf(rows, step).filter(({ day }) => day >= from)
  const announced = rows.filter(({ announcedAt, bookedAt, lingers }) => {
    const until = (bookedAt ?? (announcedAt ?? 0) + 1) + lingers
    return announcedAt !== null && announcedAt <= step && step < until
  })
  const feed = habits.feeds === 2 ? step % 2 : 0
  const nameOf = (row: TrueRow) => referenceOf(habits.references, { row, listed, step, feed })
  const afters = runningBalances(rows, step)
  const booked = listed.map((row) => toBankRow(row, { entryReference: nameOf(row), balanceAfter: balanceOf(habits, row, afters, listed) }))
  const pending = announced.map((row) => ({
    ...toBankRow(row, { entryReference: nameOf(row), balanceAfter: null }),
    status: row.n % 4 === 0 ? 'HOLD' : 'PDNG',
    amount: parseMoney(row.announcedAmount, 'EUR'),
    bookingDate: row.announcedDay,
  }))
  return { booked, pending }
}

type Giving = AtBank & { readonly dice: Dice; readonly habits: Habits; readonly days: DeliveryDays }

function giveLists({ dice, habits, rows, step, from, days }: Giving): GivenList[] {
  const { booked, pending } = atBank(habits, { rows, step, from })
  if (habits.pending === 'one list') return [{ status: null, days, rows: [...dice.shuffle(pending), ...inOrder(dice, booked)] }]
  const lists: GivenList[] = [{ status: 'BOOK', days, rows: inOrder(dice, booked) }]
  if (habits.pending === 'own list') lists.push({ status: 'PDNG', days: {}, rows: dice.shuffle(pending) })
  return lists
}

function toBankRow(row: TrueRow, more: Pick<PortTransaction, 'entryReference' | 'balanceAfter'>): PortTransaction {
  return bankRow(row.amount, row.day, { shop: row.shop, remittance: row.words ? [row.words] : [], ...more })
}

function inOrder(dice: Dice, rows: readonly PortTransaction[]): PortTransaction[] {
  const byDay = [...rows].sort((a, b) => ((a.bookingDate ?? '') < (b.bookingDate ?? '') ? 1 : -1))
  return dice.isIn(20) ? dice.shuffle(rows) : dice.isIn(30) ? byDay.reverse() : byDay
}

function runningBalances(rows: readonly TrueRow[], step: number): Map<number, bigint> {
  let sum = 100_000n
  const inTime = bookedOf(rows, step).sort((a, b) => (a.day === b.day ? a.n - b.n : a.day < b.day ? -1 : 1))
  return new Map(inTime.map((row) => [row.n, (sum += parseMoney(row.amount, 'EUR').minor)]))
}

function balanceOf(
  { balances }: Habits,
  row: TrueRow,
  afters: ReadonlyMap<number, bigint>,
  listed: readonly TrueRow[],
): PortTransaction['balanceAfter'] {
  if (balances === 'none') return null
  const ofDay = listed.filter(({ day }) => day === row.day)
  const shown = balances === 'day end' ? ofDay.reduce((last, other) => (other.n > last.n ? other : last), row) : row
  return { minor: afters.get(shown.n) ?? 0n, currency: parseMoney('0', balances === 'XXX' ? 'XXX' : 'EUR').currency }
}
