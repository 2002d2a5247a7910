import { readAmount } from './read-amount'

const TERMS_MAX = 4

/**
 * What a person typed, as LIKE patterns over the search text (lower case, amounts as plain decimals): every word must
 * be found. "12,50" is looked for as 12.50, in whatever way it was written.
 */
export function searchTerms(text: string): string[] {
  const whole = amountTerm(text)
  if (whole) return [whole]
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const terms = words.map((word) => amountTerm(word) ?? pattern(word))
  if (terms.length <= TERMS_MAX) return terms
  return [...terms.slice(0, TERMS_MAX - 1), pattern(words.slice(TERMS_MAX - 1).join(' '))]
}

/** Amounts written with a decimal mark; a bare number may be part of a reference and stays text. */
function amountTerm(text: string): string | null {
  if (!/[.,]/.test(text) && !/^\d{1,3}([\s\u00A0\u202F'’]\d{3})+$/.test(text.trim())) return null
  const amount = readAmount(text)
  if (amount === null) return null
  const [whole, fraction] = amount.split('.')
  return pattern(fraction?.length === 1 ? `${whole}.${fraction}0` : amount)
}

function pattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}
