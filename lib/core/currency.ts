/**
 * ISO 4217 exponents. Our own table, because CLDR (behind Intl) says 0 digits for HUF, IQD and others that have 2 or 3
 * by the standard. Currencies not listed have 2 digits, as most do. Source: ISO 4217 list one, 2024.
 */
const EXPONENTS: Record<string, number> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
}

export type Currency = string & { readonly __currency: unique symbol }

/** "No currency" in ISO 4217; some banks send it where they should name one. */
export const NO_CURRENCY = 'XXX' as Currency

/** The currency code, or null when the text is not three capital letters after trimming. */
export function findCurrency(text: string | null | undefined): Currency | null {
  const code = (text ?? '').trim().toUpperCase()
  return /^[A-Z]{3}$/.test(code) ? (code as Currency) : null
}

/** @throws RangeError when the text is no currency code. */
export function parseCurrency(text: string): Currency {
  const code = findCurrency(text)
  if (!code) throw new RangeError(`not a currency: ${JSON.stringify(text.slice(0, 20))}`)
  return code
}

/** How many decimals the minor unit has: 2 for EUR, 0 for ISK, 3 for KWD. */
export function exponentOf(currency: Currency): number {
  return Object.hasOwn(EXPONENTS, currency) ? EXPONENTS[currency]! : 2
}
