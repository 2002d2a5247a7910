import { BankError } from '@/lib/banking/errors'
import type { Connector, PortTransaction, TransactionsQuery } from '@/lib/banking/port'
import { addDays, daysBetween, utcDay, type IsoDate } from '@/lib/core/iso-date'
import { openFakeBank, type FakeBank } from '@/lib/sync/fake-bank'

/** How a bank of the tests deals with days. Whatever is not named is by the book. */
export type DayHabits = {
  readonly order: 'newest' | 'oldest' | 'shuffled'
  readonly pageSize: number
  /** Days back from today it gives with `default`; null: all. */
  readonly days: number | null
  /** What becomes of an earlier `date_from`. */
  readonly tooEarly: 'refused' | 'hinted' | 'cut'
  readonly firstDay: 'counts' | 'does not'
  readonly lastDay: 'counts' | 'does not' | 'refused'
  readonly longest: 'served' | 'refused' | 'refused-bare' | 'as default' | 'stale'
  /** A page key together with a status is refused. */
  readonly keyWithStatus: 'served' | 'refused'
  readonly pages: 'served' | 'first again under new keys'
}

const BY_THE_BOOK: DayHabits = {
  order: 'newest',
  pageSize: 10,
  days: null,
  tooEarly: 'hinted',
  firstDay: 'counts',
  lastDay: 'counts',
  longest: 'served',
  keyWithStatus: 'served',
  pages: 'served',
}

export type DatedBank = FakeBank & { habits: DayHabits; rows: readonly PortTransaction[]; readonly connector: Connector }

/** For tests: a bank of one account that gives its rows by their days, with habits of its own. */
export function openDatedBank(now: () => Date, habits: Partial<DayHabits> = {}): DatedBank {
  const fake = openFakeBank()
  const bank: DatedBank = Object.assign(fake, {
    habits: { ...BY_THE_BOOK, ...habits },
    rows: [] as readonly PortTransaction[],
    connector: { ...fake.connector, listTransactions: (query: TransactionsQuery) => list(query) },
  })

  async function list(query: TransactionsQuery) {
    bank.calls.push({ operation: query.status === 'PDNG' ? 'pending' : 'booked', uid: query.uid, query })
    await bank.before({ number: bank.calls.length, operation: query.status === 'PDNG' ? 'pending' : 'booked', uid: query.uid, query })
    refuseParameters(bank.habits, query)
    if (query.status === 'PDNG') return { transactions: [], rejected: [], continuationKey: null, raw: '{}' }
    const rows = inOrder(bank.rows.filter(isIn(periodOf(bank.habits, query, utcDay(now())))), bank.habits.order)
    const at = bank.habits.pages === 'served' ? Number(query.continuationKey ?? 0) : 0
    const { pageSize } = bank.habits
    const next = bank.habits.pages === 'served' ? String(at + pageSize) : `key ${bank.calls.length}`
    const continuationKey = at + pageSize < rows.length ? next : null
    return { transactions: rows.slice(at, at + pageSize), rejected: [], continuationKey, raw: JSON.stringify({ at, of: rows.length }) }
  }

  return bank
}

function refuseParameters({ longest, lastDay, keyWithStatus }: DayHabits, query: TransactionsQuery): void {
  if (query.strategy === 'longest' && longest === 'refused') throw new BankError('parameter_refused')
  if (query.strategy === 'longest' && longest === 'refused-bare') throw new BankError('unavailable', { httpStatus: 400 })
  if (query.dateTo !== null && lastDay === 'refused') throw new BankError('parameter_refused')
  if (query.continuationKey !== null && query.status !== null && keyWithStatus === 'refused') throw new BankError('continuation_refused')
}

function periodOf(habits: DayHabits, { dateFrom, dateTo, strategy }: TransactionsQuery, today: IsoDate): { from: IsoDate; to: IsoDate } {
  const asked = { from: dateFrom!, to: dateTo ?? addDays(today, 9) }
  if (strategy === 'longest' && habits.longest === 'stale') return { ...asked, to: addDays(today, -30) }
  const earliest =
    habits.days === null || (strategy === 'longest' && habits.longest === 'served') ? asked.from : addDays(today, -habits.days)
  if (asked.from < earliest && habits.tooEarly !== 'cut')
    throw new BankError('period_refused', habits.tooEarly === 'hinted' ? { earliestDay: earliest } : {})
  const from = asked.from < earliest ? earliest : asked.from
  return {
    from: habits.firstDay === 'counts' ? from : addDays(from, 1),
    to: dateTo === null || habits.lastDay === 'counts' ? asked.to : addDays(asked.to, -1),
  }
}

function isIn({ from, to }: { from: IsoDate; to: IsoDate }) {
  return ({ bookingDate: day }: PortTransaction) => day !== null && day >= from && day <= to
}

function inOrder(rows: readonly PortTransaction[], order: DayHabits['order']): PortTransaction[] {
  const key = ({ bookingDate: day }: PortTransaction) => daysBetween('2000-01-01' as IsoDate, day!)
  if (order === 'shuffled') return rows.toSorted((a, b) => ((key(a) * 7919) % 1009) - ((key(b) * 7919) % 1009))
  return rows.toSorted((a, b) => (order === 'newest' ? key(b) - key(a) : key(a) - key(b)))
}
