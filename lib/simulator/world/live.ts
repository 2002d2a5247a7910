import type { IsoDate } from '@/lib/core/iso-date'
import type { AccountLookup } from './routines/move'
import { moveMoney } from './routines/move'
import { payBills, receiveIncome } from './routines/earn'
import { spend } from './routines/spend'
import { travel } from './routines/travel'
import { isDue } from './calendar'
import { openDayBook, type DayBook, type WrittenRow } from './day-book'
import type { Life, LifePlan } from './life-plan'

/** Writes one day of a life. Days must come in order: what is moved depends on what is left. */
export function liveDay(
  life: Life,
  day: IsoDate,
  world: { seed: string; balances: Map<string, bigint>; account: AccountLookup },
): WrittenRow[] {
  const { seed, balances, account } = world
  return life.plans.flatMap((plan) => {
    const book = openDayBook({ name: plan.name, seed, day, balances })
    receiveIncome(plan, book)
    moveMoney(plan, book, account)
    payBills(plan, book)
    spend(plan, book)
    travel(plan, book, account(plan.card?.account ?? plan.main).currency)
    chargeFee(plan, book)
    return book.rows
  })
}

function chargeFee(plan: LifePlan, book: DayBook): void {
  if (!plan.monthlyFeeMinor || !isDue(book.day, 31)) return
  book.write(plan.main, {
    kind: 'fee',
    minor: -plan.monthlyFeeMinor,
    party: null,
    remittance: [`${plan.country.words.fee} ${book.day.slice(0, 7)}`],
  })
}
