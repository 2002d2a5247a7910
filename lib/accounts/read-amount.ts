/**
 * Reads an amount as people of any country write it: "12,50", "1 234,56", "1.234,56", "1'234.56", "−12.5".
 * The sign is dropped. With one separator, one or two digits after it are decimals and three are a thousand ("1.234").
 * @returns plain decimal text ("1234.56") or null when it is no amount
 */
export function readAmount(text: string): string | null {
  const compact = text
    .trim()
    .replace(/^[+\-\u2212\u2013]/, '')
    .replace(/[\s\u00A0\u202F'’]/g, '')
  if (!/^\d[\d.,]{0,24}$/.test(compact) || /[.,]$/.test(compact)) return null
  const at = Math.max(compact.lastIndexOf(','), compact.lastIndexOf('.'))
  if (at < 0) return plain(compact, '')
  const mark = compact.charAt(at)
  const [whole, fraction] = [compact.slice(0, at), compact.slice(at + 1)]
  const other = mark === ',' ? '.' : ','
  if (whole.includes(mark)) return whole.includes(other) ? null : isGrouped(compact, mark) ? plain(compact.replaceAll(mark, ''), '') : null
  if (whole.includes(other)) return isGrouped(whole, other) ? plain(whole.replaceAll(other, ''), fraction) : null
  return fraction.length === 3 && whole !== '0' ? plain(whole + fraction, '') : plain(whole, fraction)
}

function isGrouped(digits: string, mark: string): boolean {
  const [first = '', ...rest] = digits.split(mark)
  return first.length >= 1 && first.length <= 3 && rest.every((group) => group.length === 3)
}

function plain(whole: string, fraction: string): string | null {
  const trimmed = whole.replace(/^0+(?=\d)/, '')
  if (trimmed.length > 15 || fraction.length > 4) return null
  return fraction === '' ? trimmed : `${trimmed}.${fraction}`
}
