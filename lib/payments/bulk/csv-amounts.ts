/** How a table writes its sums: with a decimal point or a decimal comma. */
export type AmountStyle = 'point' | 'comma'

/**
 * Decided for the whole file, never row by row: "1,234" is a thousand in one file and a little more than one in another. `ambiguous`:
 * rows contradict each other, or every one could be read both ways with different sums.
 */
export function findAmountStyle(cells: readonly string[]): AmountStyle | 'ambiguous' {
  let isOpen = false
  const styles = new Set<AmountStyle>()
  for (const cell of cells) {
    const point = readAmountCell(cell, 'point')
    const comma = readAmountCell(cell, 'comma')
    if (point !== null && comma === null) styles.add('point')
    if (comma !== null && point === null) styles.add('comma')
    if (point !== null && comma !== null && point !== comma) isOpen = true
  }
  if (styles.size === 2 || (styles.size === 0 && isOpen)) return 'ambiguous'
  return [...styles][0] ?? 'point'
}

const FORMS: Readonly<Record<AmountStyle, RegExp>> = {
  point: /^(\d{1,3}(?:([, '’\u00A0\u202F])\d{3})(?:\2\d{3})*|\d+)(?:\.(\d+))?$/,
  comma: /^(\d{1,3}(?:([. '’\u00A0\u202F])\d{3})(?:\2\d{3})*|\d+)(?:,(\d+))?$/,
}

/** Decimal text with a point, or null. The sign of euro, its code and spaces around do not matter; a minus is no amount to pay. */
export function readAmountCell(cell: string, style: AmountStyle): string | null {
  const bare = cell
    .trim()
    .replace(/^(?:€|[A-Z]{3}\b)\s*|\s*(?:€|\b[A-Z]{3})$/g, '')
    .replace(/(?<=\d)[A-Z]{3}$/, '')
  const match = FORMS[style].exec(bare)
  if (!match) return null
  const whole = match[1]!.replace(/\D/g, '').replace(/^0+(?=\d)/, '')
  return match[3] === undefined ? whole : `${whole}.${match[3]}`
}
