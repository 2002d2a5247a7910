import type { PaymentCapability } from '@/lib/banking/payment-port'
import { canonicalLine } from './canonical-order'
import { formFields, type FormFields } from './form-fields'
import type { OrderLine, PaymentOrder } from '@/lib/payments/order'
import { checkReference } from '@/lib/payments/references/check-reference'

/**
 * An order as it is checked and sent to this bank today: references without their grouping, a message with exactly the bank's number of
 * lines or none. What cannot be read stays as it is for `checkOrder` to name, and doing it twice changes nothing more. Null: by hand.
 */
export function fitOrder(order: PaymentOrder, capability: PaymentCapability | null): PaymentOrder {
  const fields = formFields(capability)
  return { ...order, lines: order.lines.map((line) => fitLine(line, fields, order.currency)) }
}

export function fitLine(line: OrderLine, fields: FormFields, currency: string): OrderLine {
  const canonical = canonicalLine(line, currency)
  const { remittance, reference } = canonical
  const checked = reference === null ? null : checkReference(reference, fields.referenceSchemes)
  return {
    ...canonical,
    remittance: padMessage(remittance, fields.messageLines.length),
    reference: checked?.ok ? checked.canonical : reference,
  }
}

function padMessage(lines: readonly string[], count: number): readonly string[] {
  return lines.length === 0 ? lines : [...lines, ...Array<string>(Math.max(0, count - lines.length)).fill('')]
}
