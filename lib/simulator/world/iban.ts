import { assert } from '@/lib/core/assert'
import { findIban } from '@/lib/core/iban'
import type { Random } from '../random'

/** How a country writes the part after the check digits: `n` a digit, `B` a letter of the bank, capitals as they are. */
const SHAPES: Record<string, string> = {
  AT: 'nnnnnnnnnnnnnnnn',
  DE: 'nnnnnnnnnnnnnnnnnn',
  DK: 'nnnnnnnnnnnnnn',
  EE: 'nnnnnnnnnnnnnnnn',
  ES: 'nnnnnnnnnnnnnnnnnnnn',
  FI: 'nnnnnnnnnnnnnn',
  FR: 'nnnnnnnnnnnnnnnnnnnnnnn',
  IE: 'BBBBnnnnnnnnnnnnnn',
  IS: 'nnnnnnnnnnnnnnnnnnnnnn',
  IT: 'Bnnnnnnnnnnnnnnnnnnnnnn',
  LT: 'nnnnnnnnnnnnnnnn',
  LV: 'BBBBnnnnnnnnnnnnn',
  NL: 'BBBBnnnnnnnnnn',
  NO: 'nnnnnnnnnnn',
  PL: 'nnnnnnnnnnnnnnnnnnnnnnnn',
  SE: 'nnnnnnnnnnnnnnnnnnnn',
  SI: 'nnnnnnnnnnnnnnn',
}

/** Some countries check a digit of their own inside; drawing again until all of them hold is simpler than sixteen algorithms. */
const DRAWS_MAX = 20_000

/** A valid IBAN and its national part, for a country of the table. */
export function makeIban(country: string, bankLetters: string, random: Random): { iban: string; bban: string } {
  const shape = SHAPES[country]
  assert(shape, `no IBAN shape for ${country}`)
  for (let draw = 0; draw < DRAWS_MAX; draw++) {
    let letter = 0
    const bban = shape.replace(/[nB]/g, (kind) => (kind === 'n' ? random.digits(1) : bankLetters[letter++ % bankLetters.length]!))
    const iban = findIban(country + checkDigits(country, bban) + bban)
    if (iban) return { iban, bban }
  }
  assert(false, `no valid IBAN found for ${country}`)
}

/** ISO 7064 mod 97-10 over the rearranged number, letters as 10…35 (ISO 13616). */
function checkDigits(country: string, bban: string): string {
  return String(98 - mod97(`${bban}${country}00`)).padStart(2, '0')
}

export function mod97(text: string): number {
  let rest = 0
  for (const character of text) {
    const value = parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest
}

/** An ISO 11649 creditor reference ("RF…") over the given body. */
export function makeRfReference(body: string): string {
  return `RF${String(98 - mod97(`${body}RF00`)).padStart(2, '0')}${body}`
}

/** A Finnish reference number: weights 7-3-1 from the right, check digit last. */
export function makeFinnishReference(body: string): string {
  const weights = [7, 3, 1]
  const sum = [...body].reverse().reduce((total, digit, place) => total + parseInt(digit, 10) * weights[place % 3]!, 0)
  return `${body}${(10 - (sum % 10)) % 10}`
}
