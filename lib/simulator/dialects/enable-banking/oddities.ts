import { oddityOf } from '../../oddity'
import { randomFor } from '../../random'
import type { TrueRow } from '../../world/true-row'
import type { ReadableAccount } from './read-account'

type Wire = Record<string, unknown>

export function spoil(row: TrueRow, wire: Wire, { quirks }: ReadableAccount): Wire {
  const random = randomFor('spoil', row.id)
  switch (oddityOf(row, quirks.oddities)) {
    case 'unknown-status':
      return { ...wire, status: random.pick(['XYZ', 'PART_BOOKED']) }
    case 'missing-dates':
      return { ...wire, booking_date: null, value_date: null, transaction_date: null }
    case 'broken-text':
      return { ...wire, remittance_information: [random.pick(BROKEN_TEXTS)], creditor: null, debtor: null }
    case 'odd-currency':
      return { ...wire, ...oddCurrency(wire, random.chance(0.5)) }
    case 'unbelievable-rows':
      return unbelievable(wire, random.int(0, 2))
    case null:
      return wire
  }
}

/** A NUL, half a surrogate pair, reversed reading order, a line separator, markup and 4,000 characters. */
const BROKEN_TEXTS: readonly string[] = [
  'Kava\u0000rna',
  'Half \uD83D of a smile',
  'Invoice \u202E70.21 RUE\u202C',
  'Line\u2028separator',
  '<img src=x onerror=alert(1)>',
  'Z\u0351\u036Ba\u0364l\u0363go',
  'x'.repeat(4000),
  '\uFEFFBOM first',
]

function oddCurrency(wire: Wire, small: boolean): Wire {
  const amount = wire.transaction_amount as { currency: string; amount: string }
  return small
    ? { transaction_amount: { ...amount, currency: ` ${amount.currency.toLowerCase()} ` } }
    : { balance_after_transaction: { currency: '', amount: amount.amount } }
}

/** No amount, no direction, or an amount that is no number. */
function unbelievable(wire: Wire, which: number): Wire {
  if (which === 0) return { ...wire, transaction_amount: null }
  if (which === 1) return { ...wire, credit_debit_indicator: null }
  return { ...wire, transaction_amount: { ...(wire.transaction_amount as Wire), amount: '1.2.3' } }
}
