import { isLuhn, weightedSum } from './check-digits'

const FORM = /^\d{1,24}[\d-]$/
const WEIGHTS = [2, 3, 4, 5, 6, 7]

/** Norwegian KID: 2–25 characters, the last a check by mod 10 or mod 11, as the payee agreed with their bank. */
export function canonicalKid(text: string): string | null {
  const compact = text.replace(/\s/g, '')
  return FORM.test(compact) ? compact : null
}

/** Which of the two it is cannot be seen from outside, so one of them is enough. */
export function isKid(canonical: string): boolean {
  return isKidMod10(canonical) || isKidMod11(canonical)
}

export function isKidMod10(canonical: string): boolean {
  return /^\d{2,25}$/.test(canonical) && isLuhn(canonical)
}

export function isKidMod11(canonical: string): boolean {
  return FORM.test(canonical) && kidMod11Digit(canonical.slice(0, -1)) === canonical.slice(-1)
}

/** A check of ten is written "-". */
export function kidMod11Digit(digits: string): string {
  const check = (11 - (weightedSum(digits, WEIGHTS) % 11)) % 11
  return check === 10 ? '-' : String(check)
}
