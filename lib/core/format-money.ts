import type { FormatStyle } from './format-style'
import type { MoneyDto } from './money-dto'

/** U+2212: as wide as a plus sign and read as minus; the hyphen is neither. */
export const MINUS = '\u2212'

/** The pieces of a drawn amount. `fraction` is empty for currencies without minor units, and then `decimal` is too. */
export type MoneyParts = {
  readonly sign: '' | '+' | typeof MINUS
  readonly whole: string
  readonly decimal: string
  readonly fraction: string
}

/** `auto` shows a minus only, `always` also a plus before what is above zero, `never` none. */
export type SignDisplay = 'auto' | 'always' | 'never'

/**
 * Splits exact decimal text into parts to draw. Every digit comes from the text itself; nothing is ever a number.
 * @throws RangeError when the amount is not decimal text as `formatDecimal` writes it
 */
export function formatMoneyParts(money: MoneyDto, style: FormatStyle, sign: SignDisplay = 'auto'): MoneyParts {
  const { isNegative, isZero, whole, fraction } = splitDecimal(money.amount)
  return {
    sign: signOf({ isNegative, isZero }, sign),
    whole: groupDigits(whole, style),
    decimal: fraction === '' ? '' : style.decimal,
    fraction,
  }
}

export type MoneyTextOptions = {
  readonly sign?: SignDisplay
  /** Written instead of the ISO code, where the country puts it. */ readonly symbol?: string
}

/** One line of text: `−118,72 EUR`, or with a symbol `−118,72 €` / `−$118.72`. */
export function formatMoney(money: MoneyDto, style: FormatStyle, { sign = 'auto', symbol }: MoneyTextOptions = {}): string {
  const parts = formatMoneyParts(money, style, sign)
  const digits = parts.whole + parts.decimal + parts.fraction
  if (symbol === undefined) return `${parts.sign}${digits}\u00A0${money.currency}`
  return style.symbolFirst ? `${parts.sign}${symbol}${style.symbolGap}${digits}` : `${parts.sign}${digits}${style.symbolGap}${symbol}`
}

/** The same number of dots for every amount, so that not even its size shows. */
export function hiddenMoneyParts(money: MoneyDto, style: FormatStyle): MoneyParts {
  const hasFraction = money.amount.includes('.')
  return { sign: '', whole: '••••', decimal: hasFraction ? style.decimal : '', fraction: hasFraction ? '••' : '' }
}

/** Replaces every number within a text, with its signs and separators, by the same four dots. */
export function hideDigits(text: string): string {
  return text.replace(/[+\u2212-]?\p{Nd}(?:[\p{Nd}.,'’\u00A0\u202F ]*\p{Nd})?/gu, '••••')
}

/** `kr` for SEK, `€` for EUR, the code itself where there is no symbol. */
export function currencySymbol(currency: string, language: string): string {
  return namedPart(currency, language, 'narrowSymbol')
}

/** "euros", "Swedish kronor": the name in the plural that the whole part asks for. */
export function currencyName(money: MoneyDto, language: string): string {
  return namedPart(money.currency, language, 'name', BigInt(splitDecimal(money.amount).whole))
}

/** -1, 0 or 1. */
export function signOfMoney(money: MoneyDto): -1 | 0 | 1 {
  const { isNegative, isZero } = splitDecimal(money.amount)
  if (isZero) return 0
  return isNegative ? -1 : 1
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

function splitDecimal(amount: string) {
  const match = DECIMAL.exec(amount)
  if (!match) throw new RangeError(`not a decimal amount: ${JSON.stringify(amount.slice(0, 60))}`)
  const [, minus, whole = '', fraction = ''] = match
  const isZero = /^0*$/.test(whole + fraction)
  return { isNegative: minus === '-' && !isZero, isZero, whole, fraction }
}

function signOf({ isNegative, isZero }: { isNegative: boolean; isZero: boolean }, display: SignDisplay): MoneyParts['sign'] {
  if (display === 'never') return ''
  if (isNegative) return MINUS
  return display === 'always' && !isZero ? '+' : ''
}

function groupDigits(digits: string, style: FormatStyle): string {
  if (digits.length < style.groupFromDigits || style.group === '') return digits
  const groups: string[] = []
  let end = digits.length
  for (let size = style.lastGroup; end > 0; size = style.otherGroups) {
    groups.unshift(digits.slice(Math.max(0, end - size), end))
    end -= size
  }
  return groups.join(style.group)
}

const names = new Map<string, Intl.NumberFormat>()

function namedPart(currency: string, language: string, currencyDisplay: 'name' | 'narrowSymbol', whole = 1n): string {
  const key = `${currency} ${language} ${currencyDisplay}`
  let format = names.get(key)
  if (!format) {
    const options = { style: 'currency', currency, currencyDisplay, minimumFractionDigits: 0, maximumFractionDigits: 0 } as const
    format = new Intl.NumberFormat(language, options)
    names.set(key, format)
  }
  return format.formatToParts(whole).find((part) => part.type === 'currency')?.value ?? currency
}
