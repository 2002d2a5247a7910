import { makeFinnishReference, mod97 } from '../../world/iban'

/** Whether a reference number holds its check digits, by the schemes of the interface. */
const SCHEMES: Readonly<Record<string, (text: string) => boolean>> = {
  INTL: (text) => /^RF\d{2}[A-Z0-9]{1,21}$/.test(text) && mod97(text.slice(4) + text.slice(0, 4)) === 1,
  FIRF: (text) => /^\d{4,20}$/.test(text) && makeFinnishReference(text.slice(0, -1)) === text,
  NORF: (text) => /^\d{1,24}[\d-]$/.test(text) && (isLuhn(text) || isMod11(text)),
  SEBG: (text) => /^\d{2,25}$/.test(text) && isLuhn(text),
  BERF: (text) => /^\d{12}$/.test(text) && isBelgian(text),
  SDDM: (text) => /^[A-Za-z0-9+?/\-:().,']{1,35}$/.test(text),
}

export function isReferenceOf(schemes: readonly string[], text: string): boolean {
  return schemes.some((scheme) => SCHEMES[scheme]?.(text) ?? false)
}

/** Bankgiro and Plusgiro numbers end in the same kind of check digit as OCR references. */
export function isGiroNumber(scheme: 'BGNR' | 'PGNR', text: string): boolean {
  return (scheme === 'BGNR' ? /^\d{7,8}$/ : /^\d{2,8}$/).test(text) && isLuhn(text)
}

function isLuhn(text: string): boolean {
  if (!/^\d+$/.test(text)) return false
  const sum = [...text].reverse().reduce((total, digit, place) => {
    const value = parseInt(digit, 10) * (place % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

function isMod11(text: string): boolean {
  const body = [...text.slice(0, -1)].reverse()
  if (!body.every((digit) => /\d/.test(digit))) return false
  const sum = body.reduce((total, digit, place) => total + parseInt(digit, 10) * (2 + (place % 6)), 0)
  const check = (11 - (sum % 11)) % 11
  return text.at(-1) === (check === 10 ? '-' : String(check))
}

/** Ten digits and two of check: the rest by 97, 97 instead of nothing. */
function isBelgian(text: string): boolean {
  const rest = mod97(text.slice(0, 10)) || 97
  return text.slice(10) === String(rest).padStart(2, '0')
}
