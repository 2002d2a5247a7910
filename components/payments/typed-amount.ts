import { exponentOf, findCurrency } from '@/lib/core/currency'
import type { FormatStyle } from '@/lib/core/format-style'
import { formatMoneyParts } from '@/lib/core/format-money'
import { formatDecimal, parseMoney } from '@/lib/core/money'

export type TypedAmount = { readonly amount: string } | { readonly code: 'required' | 'amount_form' | 'amount_decimals' | 'amount_zero' }

const GAPS = /[\s\u00A0\u202F'’]/g
const MARKS = /[.,]/g

/**
 * Reads an amount as people write it: "284,60", "1 284.60", "1.284,60". The person's own decimal sign decides; the other sign is
 * taken as decimal only where it can be nothing else. "1.500" is refused where it could mean either.
 * Answers decimal text with exactly the currency's digits ("284.60"), or why not.
 */
export function readTypedAmount(
  typed: string,
  { currency, style }: { currency: string; style: Pick<FormatStyle, 'decimal' | 'group'> },
): TypedAmount {
  const text = typed.replace(GAPS, '').replace(/^€|€$|^[A-Z]{3}|[A-Z]{3}$/g, '')
  if (text === '') return { code: 'required' }
  if (!/^[\d.,]+$/.test(text) || !/\d/.test(text)) return { code: 'amount_form' }
  const plain = toPlain(text, style)
  const code = findCurrency(currency)
  if (plain === null || !code) return { code: 'amount_form' }
  const [, fraction = ''] = plain.split('.')
  if (fraction.length > exponentOf(code)) return { code: 'amount_decimals' }
  return finish(plain, code)
}

function finish(plain: string, currency: NonNullable<ReturnType<typeof findCurrency>>): TypedAmount {
  try {
    const money = parseMoney(plain, currency)
    return money.minor > 0n ? { amount: formatDecimal(money) } : { code: 'amount_zero' }
  } catch {
    return { code: 'amount_form' }
  }
}

/** Digits with at most one point, or null when the signs do not make one number. */
function toPlain(text: string, { decimal, group }: Pick<FormatStyle, 'decimal' | 'group'>): string | null {
  const marks = [...new Set(text.match(MARKS) ?? [])]
  if (marks.length === 0) return text
  if (marks.length === 2) return splitAt(text, text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',')
  const [mark = ''] = marks
  const isGrouped = /^\d{1,3}([.,]\d{3})+$/.test(text)
  const count = text.split(mark).length - 1
  if (mark === decimal) return count === 1 ? splitAt(text, mark) : null
  if (isGrouped) return mark === group || count > 1 ? text.replace(MARKS, '') : null
  return count === 1 ? splitAt(text, mark) : null
}

function splitAt(text: string, mark: string): string | null {
  const [whole = '', fraction = '', ...more] = text.split(mark)
  if (more.length > 0 || /[.,]/.test(fraction)) return null
  const grouped = whole.split(MARKS)
  // Groups of three; in India of two before the last.
  if (grouped.length > 1 && !/^(\d{1,3}([.,]\d{3})+|\d{1,2}(,\d{2})+,\d{3})$/.test(whole)) return null
  return `${grouped.join('') || '0'}.${fraction || '0'}`
}

/** An amount as the person would write it into the field: "1 284,60". */
export function writeTypedAmount(amount: string, currency: string, style: FormatStyle): string {
  const { whole, decimal, fraction } = formatMoneyParts({ amount, currency }, style, 'never')
  return whole + decimal + fraction
}
