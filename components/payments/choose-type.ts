import type { PaymentCapability } from '@/lib/banking/payment-port'
import { formFields } from '@/lib/payments/check/form-fields'
import type { PaymentSource } from '@/lib/payments/sources/payment-source'

type Wish = {
  readonly currency: string
  /** Scheme of the payee's account number; null while there is none. */
  readonly scheme: string | null
  readonly isSeveral: boolean
  readonly repeats: boolean
  /** The payee's account is one of the household's own at the same bank. */
  readonly staysInBank: boolean
}

/** The order in which types are proposed; those a bank names beyond these come last. */
const ORDER = [
  'INTERNAL',
  'SEPA',
  'BULK_SEPA',
  'DOMESTIC',
  'DOMESTIC_SE_GIRO',
  'BULK_DOMESTIC',
  'BULK_DOMESTIC_SE_GIRO',
  'INST_SEPA',
  'CROSSBORDER',
]

/**
 * The types of payment of an account's bank that fit what is wanted, the usual one first. Kinds nobody has to choose between are left
 * out: "between own accounts" only where it is that.
 */
export function fittingTypes({ capabilities }: Pick<PaymentSource, 'capabilities'>, wish: Wish): PaymentCapability[] {
  return capabilities.filter((capability) => fits(capability, wish)).toSorted((a, b) => rank(a) - rank(b))
}

function fits(capability: PaymentCapability, { currency, scheme, isSeveral, repeats, staysInBank }: Wish): boolean {
  const { currencies, accountSchemes, standingOrder } = formFields(capability)
  if (isSeveral !== takesSeveral(capability)) return false
  if (currencies.length > 0 && !currencies.includes(currency)) return false
  if (scheme !== null && !accountSchemes.includes(scheme)) return false
  if (repeats && standingOrder === 'hidden') return false
  return capability.paymentType !== 'INTERNAL' || staysInBank
}

/** A type for several payees; one that takes several and one alike is offered as such. */
export function takesSeveral(capability: PaymentCapability): boolean {
  return capability.paymentType.startsWith('BULK_') || formFields(capability).linesMax > 1
}

/** Currencies an account can pay in, its own first. */
export function payableCurrencies({ capabilities, currency, channel }: PaymentSource): string[] {
  const all = channel === 'by_hand' ? formFields(null).currencies : capabilities.flatMap((capability) => formFields(capability).currencies)
  const named = [...new Set(all)]
  if (named.length === 0) return [currency]
  return named.toSorted((a, b) => Number(b === currency) - Number(a === currency) || a.localeCompare(b))
}

function rank({ paymentType }: PaymentCapability): number {
  const at = ORDER.indexOf(paymentType)
  return at === -1 ? ORDER.length : at
}
