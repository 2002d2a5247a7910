import { formatIban } from '@/lib/core/iban'
import { checkName, nameCheckWords } from './payments/name-check'
import { looksLikeIban } from './payments/looks-like-iban'
import { facts } from './sca-page'
import type { Simulation } from './simulation'
import type { Payment, PaymentInstruction } from './state'
import type { Account } from './world/account'
import { decimalOf } from './world/routines/move'

type Fact = readonly [name: string, value: string | readonly string[]]

const EVERY: Readonly<Record<string, string>> = {
  DAIL: 'every day',
  WEEK: 'every week',
  TOWK: 'every two weeks',
  MNTH: 'every month',
  TOMN: 'every two months',
  QUTR: 'every three months',
  SEMI: 'every six months',
  YEAR: 'every year',
}

/** What the person is asked to approve: a bulk as a list with its total, a standing order with its days. */
export function paymentInWords(simulation: Simulation, payment: Payment, debtor: Account): string {
  const from: Fact = ['From', formatIban(debtor.iban ?? debtor.bban ?? '')]
  const { instructions } = payment
  return facts([from, ...(instructions.length > 1 ? bulk(simulation, instructions) : single(simulation, instructions[0]!))])
}

function single(simulation: Simulation, line: PaymentInstruction): Fact[] {
  const words = [...line.remittance, ...(line.reference ? [`Reference ${line.reference}`] : [])]
  return [
    ['Amount', amountOf(line)],
    ['To', payeeOf(line)],
    ['Verification of Payee', nameCheckWords(checkName(simulation.world, line))],
    ...(words.length > 0 ? [['Message', words] as const] : []),
    ...(line.standingOrder ? [['Standing order', standingOrderInWords(line)] as const] : []),
    ...(line.executeOn && !line.standingOrder ? [['On', line.executeOn] as const] : []),
  ]
}

function bulk(simulation: Simulation, lines: readonly PaymentInstruction[]): Fact[] {
  const [{ currency, executeOn }] = lines as [PaymentInstruction]
  const total = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)
  return [
    ['Total', `${decimalOf(total, currency)} ${currency}`],
    ...(executeOn ? [['On', executeOn] as const] : []),
    ['Payments', lines.map((line) => `${payeeOf(line)}: ${amountOf(line)}. ${nameCheckWords(checkName(simulation.world, line))}`)],
  ]
}

function standingOrderInWords({ standingOrder, executeOn }: PaymentInstruction): string {
  const { frequency, executionRule, endDate } = standingOrder!
  const first = executeOn ? `first on ${executeOn}` : 'first today'
  const rests = executionRule === 'PREC' ? 'the working day before' : 'the next working day'
  return `${EVERY[frequency] ?? frequency}, ${first}, ${endDate ? `last on ${endDate}` : 'until you end it'}; when banks rest, on ${rests}`
}

function payeeOf({ creditorName, creditorAccount }: PaymentInstruction): string {
  return `${creditorName ?? ''} ${looksLikeIban(creditorAccount) ? formatIban(creditorAccount) : creditorAccount}`.trim()
}

function amountOf({ amountMinor, currency }: PaymentInstruction): string {
  return `${decimalOf(amountMinor, currency)} ${currency}`
}
