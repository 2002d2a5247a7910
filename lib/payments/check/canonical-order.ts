import { findCurrency } from '@/lib/core/currency'
import { formatDecimal, parseMoney } from '@/lib/core/money'
import { canonicalAccount } from './canonical-account'
import type { OrderLine, PaymentOrder } from '@/lib/payments/order'

/**
 * The one form of an order, in which it is hashed and sealed: single spaces and none at the ends, accounts without their grouping,
 * amounts with all of the currency's digits, no empty lines at a message's end. It is the same whatever the bank says it takes (which
 * may change between two clicks; `fitOrder` is the form for a bank). Nothing a person reads as different changes, and doing it twice
 * changes nothing more.
 */
export function canonicalOrder(order: PaymentOrder): PaymentOrder {
  return {
    ...order,
    debtorEmail: tidy(order.debtorEmail) || null,
    debtorPhone: tidy(order.debtorPhone) || null,
    lines: order.lines.map((line) => canonicalLine(line, order.currency)),
  }
}

export function canonicalLine(line: OrderLine, currency: string): OrderLine {
  return {
    ...line,
    amount: canonicalAmount(line.amount, currency),
    name: tidy(line.name),
    account: canonicalAccount(line.account),
    bic: line.bic?.replace(/\s/g, '').toUpperCase() || null,
    country: tidy(line.country).toUpperCase() || null,
    addressLines: line.addressLines.map(tidy).filter((text) => text !== ''),
    remittance: canonicalMessage(line.remittance),
    reference: tidy(line.reference) || null,
  }
}

function tidy(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim()
}

function canonicalAmount(amount: string, currency: string): string {
  const trimmed = amount.trim()
  if (!/^\d{1,18}(\.\d{1,18})?$/.test(trimmed) || findCurrency(currency) === null) return trimmed
  try {
    return formatDecimal(parseMoney(trimmed, currency))
  } catch {
    return trimmed
  }
}

function canonicalMessage(lines: readonly string[]): string[] {
  const written = lines.map(tidy)
  while (written.at(-1) === '') written.pop()
  return written
}
