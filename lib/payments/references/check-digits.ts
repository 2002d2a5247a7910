/** The sums behind reference and account numbers. All take digits only (mod 97 also letters) and never leave integers. */

/** ISO 7064 mod 97-10 over letters and digits: letters count as 10…35. */
export function mod97(text: string): number {
  let rest = 0
  for (const character of text) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

/** Luhn (mod 10): every second digit from the right is doubled and its digits added. Right when the sum ends in zero. */
export function isLuhn(digits: string): boolean {
  return luhnSum(digits, 1) % 10 === 0
}

/** The digit that makes `digits` + it right by Luhn. */
export function luhnDigit(digits: string): string {
  return String((10 - (luhnSum(digits, 2) % 10)) % 10)
}

function luhnSum(digits: string, rightmostFactor: 1 | 2): number {
  let sum = 0
  let factor = rightmostFactor
  for (let at = digits.length - 1; at >= 0; at--) {
    const product = Number(digits[at]) * factor
    sum += product > 9 ? product - 9 : product
    factor = factor === 1 ? 2 : 1
  }
  return sum
}

/** Digits times weights from the right, the weights repeating. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0
  for (let at = 0; at < digits.length; at++) sum += Number(digits[digits.length - 1 - at]) * weights[at % weights.length]!
  return sum
}
