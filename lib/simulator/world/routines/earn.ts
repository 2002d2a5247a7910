import { addDays } from '@/lib/core/iso-date'
import { isDue, monthOf } from '../calendar'
import type { DayBook } from '../day-book'
import { makeFinnishReference, makeRfReference } from '../iban'
import type { Bill, Income, LifePlan } from '../life-plan'

const SCHEDULED_DAYS_AHEAD = 4

/** Salaries, benefits and other regular money in. */
export function receiveIncome(plan: LifePlan, book: DayBook): void {
  for (const income of plan.income) {
    if (!isDue(book.day, income.dueDay) || !inMonth(income.months, book.day)) continue
    book.write(plan.main, {
      kind: income.kind,
      minor: raised(income, book.day),
      party: income.from,
      remittance: [`${income.text} ${book.day.slice(0, 7)}`],
    })
  }
}

/** Rent, invoices and direct debits on their days. */
export function payBills(plan: LifePlan, book: DayBook): void {
  for (const bill of plan.bills) {
    const dueOn = bill.scheduled ? addDays(book.day, SCHEDULED_DAYS_AHEAD) : book.day
    if (!isDue(dueOn, bill.dueDay) || !inMonth(bill.months, dueOn)) continue
    const number = `${dueOn.slice(0, 4)}${dueOn.slice(5, 7)}${book.random.digits(6)}`
    book.write(bill.kind === 'card' ? (plan.card?.account ?? plan.main) : plan.main, {
      kind: bill.kind,
      minor: -price(bill, dueOn),
      party: bill.to,
      remittance: [bill.text],
      ...(bill.mcc ? { mcc: bill.mcc } : {}),
      ...(bill.kind === 'invoice' ? { reference: reference(plan.country.code, number) } : {}),
      ...(bill.kind === 'direct-debit' ? { endToEndId: `E2E-${number}` } : {}),
      ...(bill.scheduled ? { scheduled: true, inDays: SCHEDULED_DAYS_AHEAD } : {}),
    })
  }
}

function inMonth(months: readonly number[] | undefined, day: string): boolean {
  return !months || months.includes(parseInt(day.slice(5, 7), 10))
}

function raised(income: Income, day: string): bigint {
  const years = BigInt(parseInt(day.slice(0, 4), 10) - 2024)
  return income.minor + (income.minor * years * BigInt(income.raisePercent ?? 0)) / 100n
}

function price(bill: Bill, day: DayBook['day']): bigint {
  const base = bill.priceChange && day >= bill.priceChange.from ? bill.priceChange.minor : bill.minor
  if (!bill.winterPercent) return base
  const distance = Math.abs(6.5 - ((monthOf(day) + 5) % 12) - 0.5)
  const extra = Math.max(0, Math.round(bill.winterPercent - (distance * bill.winterPercent) / 6))
  return base + (base * BigInt(extra)) / 100n
}

function reference(country: string, number: string): { number: string; scheme: string } {
  return country === 'FI' ? { number: makeFinnishReference(number), scheme: 'FIRF' } : { number: makeRfReference(number), scheme: 'INTL' }
}
