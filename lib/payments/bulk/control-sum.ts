const DIGITS = 17
const DECIMAL = /^(\d{1,18})(?:\.(\d{1,17}))?$/

/** True when decimal texts add up exactly to a stated one (ISO 20022 DecimalNumber: 18 digits, 17 of them after the point). */
export function isSum(stated: string, parts: readonly string[]): boolean {
  const total = scaled(stated)
  let sum = 0n
  for (const part of parts) {
    const value = scaled(part)
    if (value === null) return false
    sum += value
  }
  return total === sum
}

function scaled(text: string): bigint | null {
  const match = DECIMAL.exec(text)
  return match && BigInt(match[1]! + (match[2] ?? '').padEnd(DIGITS, '0'))
}
