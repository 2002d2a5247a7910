import { parseIsoDate, utcDay } from '@/lib/core/iso-date'
import { parseCurrency } from '@/lib/core/currency'
import { convert, money } from '@/lib/core/money'
import { rateOn } from './ecb-rates'
import type { Simulation } from './simulation'
import type { Payment, PaymentInstruction } from './state'
import { holderNames, type Account } from './world/account'
import { HOUR_MS, MINUTE_MS, startOf } from './world/calendar'
import { crossRate } from './world/routines/move'
import type { TrueRow } from './world/true-row'
import { balancesOf } from './true-balances'

/** How long the page stays open for the person. */
export const PAYMENT_LINK_LIVES_MS = 15 * MINUTE_MS
const ACCEPTED_AFTER_MS = 3_000
const SETTLED_AFTER_MS = 20_000
const INSTANT_SETTLED_AFTER_MS = 8_000

export type PaymentStanding = { readonly status: string; readonly final: boolean }

/** Where a payment stands at an instant: it moves on with the clock once the person approved. */
export function standingOf(payment: Payment, instruction: PaymentInstruction, at: number): PaymentStanding {
  if (payment.decision === 'declined') return { status: 'CNCL', final: true }
  if (payment.decision === null) {
    return at - payment.createdAt > PAYMENT_LINK_LIVES_MS ? { status: 'CNCL', final: true } : { status: 'RCVD', final: false }
  }
  if (payment.rejection) return { status: 'RJCT', final: true }
  const since = at - executionInstant(payment, instruction)
  if (since < ACCEPTED_AFTER_MS) return { status: 'ACTC', final: false }
  if (since < settlementDelay(payment)) return { status: 'ACSP', final: false }
  return { status: payment.type === 'INST_SEPA' || payment.type === 'INTERNAL' ? 'ACCC' : 'ACSC', final: true }
}

/** A payment of several instructions stands where the slowest of them stands. */
export function standingOfAll(payment: Payment, at: number): PaymentStanding {
  const standings = payment.instructions.map((instruction) => standingOf(payment, instruction, at))
  const slowest = standings.find((standing) => !standing.final) ?? standings[0]!
  const mixed = standings.some((standing) => standing.status !== slowest.status)
  return mixed && !slowest.final ? { status: 'PART', final: false } : slowest
}

/** The person approved: money that is there leaves the account, once. */
export function approvePayment(simulation: Simulation, payment: Payment, debtor: Account): void {
  const at = simulation.now().getTime()
  payment.decision = 'approved'
  payment.decidedAt = at
  payment.debtorKey = debtor.key
  const history = simulation.world.histories.of(debtor, at)
  const { available } = balancesOf(debtor, history, at)
  const credit = debtor.type === 'CARD' ? 0n : (debtor.creditLimitMinor ?? 0n)
  const needed = payment.instructions.reduce((sum, instruction) => sum + inCurrencyOf(debtor, instruction, at), 0n)
  if (needed > available + credit) payment.rejection = { code: 'AM04', description: 'Insufficient funds' }
  else for (const instruction of payment.instructions) execute(simulation, { payment, instruction, debtor })
  simulation.changed()
}

export function declinePayment(simulation: Simulation, payment: Payment): void {
  payment.decision = 'declined'
  payment.decidedAt = simulation.now().getTime()
  simulation.changed()
}

type Execution = { payment: Payment; instruction: PaymentInstruction; debtor: Account }

function execute(simulation: Simulation, { payment, instruction, debtor }: Execution): void {
  const { world } = simulation
  const creditor = world.findAccountByIban(instruction.creditorAccount, instruction.currency)
  const at = executionInstant(payment, instruction) + settlementDelay(payment)
  const debit = inCurrencyOf(debtor, instruction, at)
  const party = { name: instruction.creditorName ?? (creditor ? holderNames(creditor) : ''), iban: ibanOrNull(instruction.creditorAccount) }
  inject(simulation, debtor, rowOf({ payment, instruction, at, minor: -debit, party, currency: debtor.currency }))
  if (!creditor || creditor.blocked) return
  const from = { name: holderNames(debtor), iban: debtor.iban, bic: debtor.bank.bic }
  inject(
    simulation,
    creditor,
    rowOf({
      payment,
      instruction,
      at: at + 1_000,
      minor: inCurrencyOf(creditor, instruction, at),
      party: from,
      currency: creditor.currency,
    }),
  )
}

function inject({ world, state }: Simulation, account: Account, row: TrueRow): void {
  world.histories.inject(account, row)
  state.executed.push({ accountKey: account.key, row })
}

type RowOptions = {
  payment: Payment
  instruction: PaymentInstruction
  at: number
  minor: bigint
  party: TrueRow['party']
  currency: string
}

function rowOf({ payment, instruction, at, minor, party, currency }: RowOptions): TrueRow {
  const day = utcDay(new Date(at))
  return {
    id: `payment.${day}.${instruction.transactionId}${minor < 0n ? '' : '.in'}`,
    kind: 'transfer',
    minor,
    heldMinor: null,
    scheduledAt: payment.decidedAt ?? at,
    occurredAt: at,
    bookedAt: at,
    cancelledAt: Infinity,
    before: 'PDNG',
    transactionDate: day,
    bookingDate: day,
    valueDate: day,
    party,
    mcc: null,
    remittance: instruction.remittance,
    reference: instruction.reference
      ? { number: instruction.reference, scheme: instruction.reference.startsWith('RF') ? 'INTL' : 'FIRF' }
      : null,
    endToEndId: instruction.endToEndId,
    exchange:
      currency === instruction.currency
        ? null
        : {
            unitCurrency: instruction.currency,
            rate: crossRate(rateOn(instruction.currency, day), rateOn(currency, day)),
            instructedMinor: instruction.amountMinor,
            instructedCurrency: instruction.currency,
          },
    note: null,
  }
}

function inCurrencyOf(account: Account, { amountMinor, currency }: PaymentInstruction, at: number): bigint {
  const day = utcDay(new Date(at))
  return convert(
    money(amountMinor, parseCurrency(currency)),
    rateOn(currency, day),
    rateOn(account.currency, day),
    parseCurrency(account.currency),
  ).minor
}

/** At once, or early on the day asked for. */
function executionInstant({ decidedAt, createdAt }: Payment, { executeOn }: PaymentInstruction): number {
  const decided = decidedAt ?? createdAt
  return executeOn === null ? decided : Math.max(decided, startOf(parseIsoDate(executeOn)) + 6 * HOUR_MS)
}

function settlementDelay({ type }: Payment): number {
  return type === 'INST_SEPA' || type === 'INTERNAL' ? INSTANT_SETTLED_AFTER_MS : SETTLED_AFTER_MS
}

function ibanOrNull(number: string): string | null {
  return /^[A-Z]{2}\d{2}/.test(number) ? number : null
}
