import { addDays, daysBetween, utcDay, type IsoDate } from '@/lib/core/iso-date'
import { randomFor } from '../random'
import type { Account } from './account'
import { BENCH_BANK } from './banks'
import { HOUR_MS, MINUTE_MS, startOf } from './calendar'
import { countryOf } from './countries'
import { openAccount } from './open-account'
import { BENCH_PERSON } from './person'
import type { TrueRow } from './true-row'

export type BenchWorld = { readonly accounts: number; readonly transactionsPerAccount: number }

/** How far back the rows of a measuring run are spread. */
const BENCH_DAYS = 720

/** Many accounts of one person at one bank, all rows booked: made to be read fast, not to be looked at. */
export function openBench(
  seed: string,
  { accounts, transactionsPerAccount }: BenchWorld,
  now: Date,
): { accounts: Account[]; rows(account: Account): TrueRow[] } {
  const ends = addDays(utcDay(now), -1)
  return {
    accounts: Array.from({ length: accounts }, (_, nth) =>
      openAccount(seed, {
        bank: BENCH_BANK,
        name: `bench-${nth + 1}`,
        owners: [BENCH_PERSON],
        product: 'Bench account',
        openingMinor: 1_000_000n,
      }),
    ),
    rows: (account) => benchRows(seed, account, { count: transactionsPerAccount, ends }),
  }
}

function benchRows(seed: string, account: Account, { count, ends }: { count: number; ends: IsoDate }): TrueRow[] {
  const begins = addDays(ends, -BENCH_DAYS + 1)
  const days = daysBetween(begins, ends) + 1
  const random = randomFor(seed, 'bench', account.key)
  const country = countryOf(account.bank.country)
  const shops = [...country.groceries, ...country.cafes, ...country.restaurants, ...country.shops]
  return Array.from({ length: count }, (_, nth): TrueRow => {
    const day = addDays(begins, Math.floor((nth * days) / count))
    const at = startOf(day) + 6 * HOUR_MS + (nth % 600) * MINUTE_MS
    const income = nth % 40 === 0
    const name = income ? country.employers[0]! : random.pick(shops)
    return {
      id: `${account.key.split('/')[1]}.${day}.${nth}`,
      kind: income ? 'salary' : 'card',
      minor: income ? BigInt(random.int(100_000, 180_000)) : -BigInt(random.int(150, 6_400)),
      heldMinor: null,
      scheduledAt: Infinity,
      occurredAt: at,
      bookedAt: at,
      cancelledAt: Infinity,
      before: 'PDNG',
      transactionDate: day,
      bookingDate: day,
      valueDate: day,
      party: { name, city: country.cities[0]!, country: country.code },
      mcc: income ? null : '5411',
      remittance: [`${income ? country.words.salary : country.words.card} ${name} ${nth}`],
      reference: null,
      endToEndId: null,
      exchange: null,
      note: null,
    }
  })
}
