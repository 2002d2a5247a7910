import type { Vault } from '@/lib/vault/vault'
import type { PaymentOrder } from './order'

const place = (paymentId: string) => ({ table: 'payment', column: 'sealed_order', rowId: paymentId })

export function sealOrder(vault: Vault, paymentId: string, order: PaymentOrder): string {
  return vault.seal(place(paymentId), JSON.stringify(order))
}

/** What a payment orders, opened; keep it in one function's scope. */
export function openOrder(vault: Vault, payment: { readonly id: string; readonly sealedOrder: string }): PaymentOrder {
  return JSON.parse(vault.open(place(payment.id), payment.sealedOrder)) as PaymentOrder
}

/** Keyed hash of an order: equal for equal orders whatever the order of their fields, and it tells nothing without the key. */
export function hashOrder(vault: Vault, order: PaymentOrder): string {
  return vault.blindIndex('payment-order', canonicalJson(order))
}

/**
 * What travels with the money and comes back with the booked debit (EndToEndId: 35 characters of the SEPA set). 120 bits that
 * nobody can guess, the same for the same line of the same payment.
 */
export function endToEndId(vault: Vault, paymentId: string, position: number): string {
  const bits = Buffer.from(vault.blindIndex('end-to-end', `${paymentId}:${position}`), 'base64url')
  return `S${bits.toString('hex').slice(0, 30).toUpperCase()}`
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
