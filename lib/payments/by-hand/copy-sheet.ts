import { formatIban } from '@/lib/core/iban'
import type { OrderLine, PaymentOrder } from '@/lib/payments/order'
import { formatReference } from '@/lib/payments/references/check-reference'

export const COPY_LABELS = ['name', 'account', 'bic', 'amount', 'reference', 'message', 'day'] as const

/** One field to copy into the bank's own form. `value` is what is copied, `shown` how it is read. */
export type CopyRow = { readonly label: (typeof COPY_LABELS)[number]; readonly value: string; readonly shown: string }

/** The fields of each payee, in the order banks ask for them; what is empty is not there. An amount's `shown` is without its currency. */
export function copySheet(order: PaymentOrder): CopyRow[][] {
  return order.lines.map((line) => copyRows(order, line))
}

function copyRows({ executeOn }: PaymentOrder, line: OrderLine): CopyRow[] {
  const { identification } = line.account
  const rows: CopyRow[] = [
    { label: 'name', value: line.name, shown: line.name },
    { label: 'account', value: identification, shown: line.account.scheme === 'IBAN' ? formatIban(identification) : identification },
    { label: 'bic', value: line.bic ?? '', shown: line.bic ?? '' },
    { label: 'amount', value: line.amount, shown: line.amount },
    { label: 'reference', value: line.reference ?? '', shown: formatReference(line.reference ?? '') },
    { label: 'message', value: line.remittance.join('\n'), shown: line.remittance.join('\n') },
    { label: 'day', value: executeOn ?? '', shown: executeOn ?? '' },
  ]
  return rows.filter(({ value }) => value !== '')
}
