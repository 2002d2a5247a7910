import { exponentOf, parseCurrency, type Currency } from './currency'

/** An amount in integer minor units (cents for EUR, whole units for ISK). Never a float, anywhere. */
export type Money = { readonly minor: bigint; readonly currency: Currency }

/** What a decimal text says exactly. `excess` holds non-zero digits beyond the currency's minor unit. */
export type ParsedDecimal = { readonly minor: bigint; readonly excess: string | null }

const DECIMAL = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))?$/

/** Largest amount kept: what PostgreSQL's bigint holds. */
const MINOR_MAX = 9_223_372_036_854_775_807n

/**
 * Reads decimal text exactly: optional sign, digits, optional point and digits.
 * Trailing zeros beyond the minor unit are nothing ("25000.000" SEK); other digits there are cut towards zero and
 * returned as `excess`, so the caller can keep the text and flag the row.
 * @throws RangeError for anything else (exponents, commas, spaces, NaN, more than 30 digits, more than a bigint holds)
 */
export function parseDecimal(text: string, currency: Currency): ParsedDecimal {
  const match = DECIMAL.exec(text.trim())
  if (!match) throw new RangeError(`not a decimal amount: ${JSON.stringify(text.slice(0, 60))}`)
  const [, sign, whole, fraction = ''] = match
  const exponent = exponentOf(currency)
  const minor = BigInt(whole + fraction.slice(0, exponent).padEnd(exponent, '0'))
  if (minor > MINOR_MAX) throw new RangeError(`amount too large: ${JSON.stringify(text.slice(0, 60))}`)
  const excess = fraction.slice(exponent).replace(/0+$/, '')
  return { minor: sign === '-' ? -minor : minor, excess: excess || null }
}

/**
 * Reads an amount that must fit its currency.
 * @throws RangeError when the text is no decimal or has non-zero digits beyond the minor unit
 */
export function parseMoney(text: string, currency: string): Money {
  const code = parseCurrency(currency)
  const { minor, excess } = parseDecimal(text, code)
  if (excess) throw new RangeError(`${code} has ${exponentOf(code)} decimals: ${JSON.stringify(text.slice(0, 60))}`)
  return { minor, currency: code }
}

/** Decimal text with exactly the currency's digits and an ASCII minus: "-12.30", "1500" (ISK), "0.005" (KWD). */
export function formatDecimal({ minor, currency }: Money): string {
  const exponent = exponentOf(currency)
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0')
  const sign = minor < 0n ? '-' : ''
  if (exponent === 0) return sign + digits
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

export function money(minor: bigint, currency: Currency): Money {
  return { minor, currency }
}

/** @throws RangeError when the currencies differ: there is no sum without a rate. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`cannot add ${a.currency} and ${b.currency}`)
  return { minor: a.minor + b.minor, currency: a.currency }
}

/** One sum per currency, ordered by currency code. */
export function sumByCurrency(amounts: Iterable<Money>): Money[] {
  const sums = new Map<Currency, bigint>()
  for (const { minor, currency } of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + minor)
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, minor]) => ({ minor, currency }))
}

/** An exact exchange rate: units of `quote` for one unit of the base, as `numerator / 10^scale`. */
export type Rate = { readonly numerator: bigint; readonly scale: number }

/** @throws RangeError unless the text is a positive decimal, e.g. "11.0500". */
export function parseRate(text: string): Rate {
  const match = DECIMAL.exec(text.trim())
  if (!match || match[1] === '-') throw new RangeError(`not a rate: ${JSON.stringify(text.slice(0, 40))}`)
  const fraction = match[3] ?? ''
  const numerator = BigInt(match[2] + fraction)
  if (numerator === 0n) throw new RangeError('a rate is never zero')
  return { numerator, scale: fraction.length }
}

/**
 * Converts through two rates against one common base (ECB: units per euro): `amount / from × to`,
 * rounded half away from zero once, at the end.
 */
export function convert(amount: Money, from: Rate, to: Rate, currency: Currency): Money {
  const numerator = amount.minor * to.numerator * pow10(from.scale + exponentOf(currency))
  const denominator = from.numerator * pow10(to.scale + exponentOf(amount.currency))
  return { minor: divideRounded(numerator, denominator), currency }
}

function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n
  const absolute = negative ? -numerator : numerator
  const rounded = (absolute * 2n + denominator) / (denominator * 2n)
  return negative ? -rounded : rounded
}

function pow10(exponent: number): bigint {
  return 10n ** BigInt(exponent)
}
