import { formatDecimal, money, convert, type Rate } from '@/lib/core/money'
import { parseCurrency } from '@/lib/core/currency'
import { rateOn } from '../../ecb-rates'
import type { Account } from '../account'
import { holderNames } from '../account'
import { dayOfMonth, isBusinessDay, isDue, monthOf } from '../calendar'
import type { DayBook } from '../day-book'
import type { LifePlan, StandingTransfer } from '../life-plan'
import type { Party } from '../true-row'

export type AccountLookup = (key: string) => Account

/** Standing orders between own accounts, with conversion when the currencies differ. */
export function moveMoney(plan: LifePlan, book: DayBook, account: AccountLookup): void {
  for (const transfer of plan.transfers) {
    if (isDue(book.day, transfer.dueDay)) send(transfer, book, account)
  }
  settleCard(plan, book, account)
  keepLevel(plan, book, account)
  repayLoan(plan, book, account)
}

function send(
  { from, to, minor, text }: Pick<StandingTransfer, 'from' | 'to' | 'minor' | 'text'>,
  book: DayBook,
  account: AccountLookup,
): void {
  const [payer, payee] = [account(from), account(to)]
  const endToEndId = `OWN-${book.day.replace(/-/g, '')}-${book.random.digits(5)}`
  const base = { kind: 'transfer' as const, remittance: [text], endToEndId }
  if (payer.currency === payee.currency) {
    book.write(from, { ...base, minor: -minor, party: partyOf(payee) })
    book.write(to, { ...base, minor, party: partyOf(payer) })
    return
  }
  const [rateOut, rateIn] = [rateOn(payee.currency, book.day), rateOn(payer.currency, book.day)]
  const paid = convert(money(minor, parseCurrency(payee.currency)), rateOut, rateIn, parseCurrency(payer.currency)).minor
  const exchange = {
    unitCurrency: payee.currency,
    rate: crossRate(rateOut, rateIn),
    instructedMinor: minor,
    instructedCurrency: payee.currency,
  }
  book.write(from, { ...base, minor: -paid, party: partyOf(payee), exchange })
  book.write(to, { ...base, minor, party: partyOf(payer), exchange })
}

/** Units of `to` for one of `from`, six decimals. */
export function crossRate(from: Rate, to: Rate): string {
  const millionths = (to.numerator * 10n ** BigInt(from.scale) * 1_000_000n) / (from.numerator * 10n ** BigInt(to.scale))
  return `${millionths / 1_000_000n}.${(millionths % 1_000_000n).toString().padStart(6, '0')}`
}

/** Last month's card debt is paid in one sum. */
function settleCard(plan: LifePlan, book: DayBook, account: AccountLookup): void {
  if (!plan.card || !isDue(book.day, plan.card.settlesOn)) return
  const debt = -book.balance(plan.card.account)
  if (debt > 0n)
    send(
      { from: plan.main, to: plan.card.account, minor: debt, text: `Card ${account(plan.card.account).maskedCard ?? ''}`.trim() },
      book,
      account,
    )
}

/** Too much goes into savings late in the month, too little is topped up at once. */
function keepLevel(plan: LifePlan, book: DayBook, account: AccountLookup): void {
  if (!plan.savings || !isBusinessDay(book.day)) return
  const { account: savings, floor, ceiling, interestBasisPoints } = plan.savings
  const balance = book.balance(plan.main)
  const text = plan.country.words.savings
  if (balance < floor) {
    const needed = roundUp(floor - balance + floor / 2n)
    if (book.balance(savings) >= needed) send({ from: savings, to: plan.main, minor: needed, text }, book, account)
  } else if (balance > ceiling && dayOfMonth(book.day) >= 26) {
    send({ from: plan.main, to: savings, minor: roundUp((balance - ceiling) / 2n + 1n), text }, book, account)
  }
  if (monthOf(book.day) === 12 && isDue(book.day, 30)) payInterest(savings, interestBasisPoints, { plan, book })
}

function payInterest(savings: string, basisPoints: number, { plan, book }: { plan: LifePlan; book: DayBook }): void {
  const minor = (book.balance(savings) * BigInt(basisPoints)) / 10_000n
  if (minor > 0n)
    book.write(savings, { kind: 'interest', minor, party: null, remittance: [`${plan.country.words.interest} ${book.day.slice(0, 4)}`] })
}

function repayLoan(plan: LifePlan, book: DayBook, account: AccountLookup): void {
  if (!plan.loan || !isDue(book.day, plan.loan.dueDay)) return
  const { account: loan, monthlyMinor, interestBasisPoints } = plan.loan
  const owed = -book.balance(loan)
  if (owed <= 0n) return
  const interest = (owed * BigInt(interestBasisPoints)) / 120_000n
  if (interest > 0n)
    book.write(loan, {
      kind: 'interest',
      minor: -interest,
      party: null,
      remittance: [`${plan.country.words.interest} ${book.day.slice(0, 7)}`],
    })
  const paid = monthlyMinor < owed + interest ? monthlyMinor : owed + interest
  send({ from: plan.main, to: loan, minor: paid, text: plan.country.words.loan }, book, account)
}

function partyOf(account: Account): Party {
  return { name: holderNames(account), iban: account.iban, bic: account.bank.bic, country: account.bank.country }
}

/** To the next hundred of the main unit. */
function roundUp(minor: bigint): bigint {
  return (minor / 10_000n + 1n) * 10_000n
}

export function decimalOf(minor: bigint, currency: string): string {
  return formatDecimal(money(minor, parseCurrency(currency)))
}
