import type { Simulation } from '../simulation'
import type { Payment } from '../state'
import { balancesOf } from '../true-balances'
import type { Account } from '../world/account'
import { amountInCurrencyOf, executePayment } from './execute-payment'
import { executionInstant } from './payment-standing'
import { habitOf, type StatusReason } from './payment-habits'

/** The person approved: money that is there leaves the account, once, when and if this bank's habit lets it. */
export function approvePayment(simulation: Simulation, payment: Payment, debtor: Account): void {
  payment.decision = 'approved'
  payment.decidedAt = simulation.now().getTime()
  payment.debtorKey = debtor.key
  payment.rejection = findRejection(simulation, payment, debtor)
  const habit = habitOf(payment.habit)
  if (habit.rejectsLines && payment.instructions.length > 1)
    payment.rejectedLines.push(...payment.instructions.filter((_, index) => index % 2 === 1).map(({ transactionId }) => transactionId))
  if (!payment.rejection && habit.bookedAfterMs !== null) executePayment(simulation, { payment, debtor, afterMs: habit.bookedAfterMs })
  simulation.changed()
}

export function declinePayment(simulation: Simulation, payment: Payment): void {
  payment.decision = 'declined'
  payment.decidedAt = simulation.now().getTime()
  simulation.changed()
}

/** What the bank finds out when it looks at the accounts, which is when it carries the payment out: with what is known of that day now. */
function findRejection(simulation: Simulation, payment: Payment, debtor: Account): StatusReason | null {
  const { world } = simulation
  const at = Math.min(...payment.instructions.map((instruction) => executionInstant(payment, instruction)))
  const { available } = balancesOf(debtor, world.histories.of(debtor, at), at)
  const credit = debtor.type === 'CARD' ? 0n : (debtor.creditLimitMinor ?? 0n)
  const needed = payment.instructions.reduce((sum, instruction) => sum + amountInCurrencyOf(debtor, instruction, at), 0n)
  if (needed > available + credit) return { code: 'AM04', description: 'Insufficient funds' }
  for (const { creditorAccount, currency } of payment.instructions) {
    const creditor = world.findAccountByIban(creditorAccount, currency)
    if (payment.type === 'INTERNAL' && creditor?.bank !== debtor.bank)
      return { code: 'AC01', description: 'The account is not one of this bank' }
    if (creditor === debtor) return { code: 'AC01', description: 'Paid from and to the same account' }
    if (creditor?.blocked) return { code: 'AC04', description: 'Account is closed' }
  }
  return null
}
