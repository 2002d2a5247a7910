import { utcDay, parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { parseCurrency } from '@/lib/core/currency'
import { convert, money } from '@/lib/core/money'
import { rateOn } from '../ecb-rates'
import type { Simulation } from '../simulation'
import type { Payment, PaymentInstruction } from '../state'
import { holderNames, type Account } from '../world/account'
import { addBusinessDays, HOUR_MS, startOf } from '../world/calendar'
import { paymentWaysOf } from '../world/payment-ways'
import { crossRate } from '../world/routines/move'
import type { TrueRow } from '../world/true-row'
import { looksLikeIban } from './looks-like-iban'
import { executionInstant } from './payment-standing'
import { standingOrderDays } from './standing-order-days'

type Execution = { readonly payment: Payment; readonly debtor: Account; readonly afterMs: number }

/** Writes down what an approved payment will move, so long after its execution begins; what a standing order moves, day for day. */
export function executePayment(simulation: Simulation, execution: Execution): void {
  const { payment, debtor, afterMs } = execution
  const lines = payment.instructions.filter(({ transactionId }) => !payment.rejectedLines.includes(transactionId))
  const isBatch = payment.instructions.length > 1 && paymentWaysOf(debtor.bank.name).bulkBooking === 'batch'
  if (isBatch) debitTogether(simulation, execution, lines)
  for (const line of lines) {
    const begins = executionInstant(payment, line)
    for (const start of line.standingOrder ? startsOf(line, begins) : [begins])
      move(simulation, { payment, line, debtor, at: start + afterMs, withDebit: !isBatch })
  }
}

/** The first time at once where that is today, later ones early on their day. */
function startsOf({ standingOrder, executeOn }: PaymentInstruction, begins: number): number[] {
  const first = executeOn === null ? utcDay(new Date(begins)) : parseIsoDate(executeOn)
  return standingOrderDays(first, standingOrder!).map((day) => Math.max(begins, startOf(day) + 6 * HOUR_MS))
}

type Movement = {
  readonly payment: Payment
  readonly line: PaymentInstruction
  readonly debtor: Account
  readonly at: number
  readonly withDebit: boolean
}

function move(simulation: Simulation, { payment, line, debtor, at, withDebit }: Movement): void {
  const creditor = simulation.world.findAccountByIban(line.creditorAccount, line.currency)
  const party = {
    name: line.creditorName ?? (creditor ? holderNames(creditor) : ''),
    iban: looksLikeIban(line.creditorAccount) ? line.creditorAccount : null,
  }
  const of = { paymentId: payment.id, lines: [line.transactionId] }
  if (withDebit) {
    const minor = -amountInCurrencyOf(debtor, line, at)
    inject(simulation, debtor, {
      ...of,
      row: rowOf(line, { ...times(payment, debtor, at, line), minor, party, currency: debtor.currency }),
    })
  }
  if (!creditor || creditor.blocked) return
  const from = { name: holderNames(debtor), iban: debtor.iban, bic: debtor.bank.bic }
  const minor = amountInCurrencyOf(creditor, line, at)
  const row = rowOf(line, { ...times(payment, creditor, at + 1_000, line), minor, party: from, currency: creditor.currency })
  inject(simulation, creditor, { ...of, row })
}

/** One debit for all lines of a bulk, as many banks book it: nobody is named and no line's id is told. */
function debitTogether(simulation: Simulation, { payment, debtor, afterMs }: Execution, lines: readonly PaymentInstruction[]): void {
  const [first] = lines
  if (!first) return
  const at = executionInstant(payment, first) + afterMs
  const minor = -lines.reduce((sum, line) => sum + amountInCurrencyOf(debtor, line, at), 0n)
  const together = {
    ...first,
    transactionId: payment.id,
    remittance: [`Batch ${lines.length} payments`],
    reference: null,
    endToEndId: null,
  }
  const row = rowOf(together, { ...times(payment, debtor, at, first), minor, party: null, currency: debtor.currency })
  inject(simulation, debtor, {
    paymentId: payment.id,
    lines: lines.map(({ transactionId }) => transactionId),
    row: { ...row, exchange: null },
  })
}

function inject({ world, state }: Simulation, account: Account, what: { row: TrueRow; paymentId: string; lines: string[] }): void {
  world.histories.inject(account, what.row)
  state.executed.push({ accountKey: account.key, ...what })
}

type Times = Pick<TrueRow, 'scheduledAt' | 'occurredAt' | 'bookedAt' | 'transactionDate' | 'bookingDate' | 'valueDate'>

/** Booked when it happens, or early on the next day on which banks work. A standing order is not announced. */
function times({ decidedAt }: Payment, { bank }: Account, at: number, { standingOrder }: PaymentInstruction): Times {
  const day = utcDay(new Date(at))
  const bookingDate: IsoDate = paymentWaysOf(bank.name).bookedOn === 'next-day' ? addBusinessDays(day, 1) : day
  return {
    scheduledAt: standingOrder ? Infinity : (decidedAt ?? at),
    occurredAt: at,
    bookedAt: bookingDate === day ? at : startOf(bookingDate) + 4 * HOUR_MS,
    transactionDate: day,
    bookingDate,
    valueDate: bookingDate,
  }
}

type RowOptions = Times & { readonly minor: bigint; readonly party: TrueRow['party']; readonly currency: string }

function rowOf(line: PaymentInstruction, { currency, ...options }: RowOptions): TrueRow {
  const day = options.transactionDate
  return {
    ...options,
    id: `payment.${day}.${line.transactionId}${options.minor < 0n ? '' : '.in'}`,
    kind: 'transfer',
    heldMinor: null,
    cancelledAt: Infinity,
    before: 'PDNG',
    mcc: null,
    remittance: line.remittance,
    reference: line.reference ? { number: line.reference, scheme: line.reference.startsWith('RF') ? 'INTL' : 'FIRF' } : null,
    endToEndId: line.endToEndId,
    exchange:
      currency === line.currency
        ? null
        : {
            unitCurrency: line.currency,
            rate: crossRate(rateOn(line.currency, day), rateOn(currency, day)),
            instructedMinor: line.amountMinor,
            instructedCurrency: line.currency,
          },
    note: null,
  }
}

/** Minor units of the account's currency, at the rate of the day. */
export function amountInCurrencyOf(account: Account, { amountMinor, currency }: PaymentInstruction, at: number): bigint {
  const day = utcDay(new Date(at))
  return convert(
    money(amountMinor, parseCurrency(currency)),
    rateOn(currency, day),
    rateOn(account.currency, day),
    parseCurrency(account.currency),
  ).minor
}
