import { COMMON_WORDS, LONGEST_COMMON_WORD } from './common-passwords'

export const PASSWORD_LENGTH_MIN = 12
export const PASSWORD_LENGTH_MAX = 128

export type PasswordFault = 'too_short' | 'too_long' | 'too_common'

/** Bits a password needs after its easy parts are taken for what they are; a truly random one of 12 letters has more than 50. */
const BITS_MIN = 30

const BITS = { commonWord: 9, personalWord: 3, year: 5, run: 4, repeat: 3, letter: 4.5, digit: 3, other: 3 } as const

const KEY_ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiop',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '!"#¤%&/()=',
  '!@#$%^&*()_+',
  '1!2@3#4$5%',
]
const RUNS = KEY_ROWS.flatMap((row) => [row, [...row].reverse().join('')])
const LEET: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }

/**
 * Why a password is refused, or null. Length first (ASVS 6.2: any character, no composition rules), then guessability: common
 * words with figures behind them, keyboard runs, repetitions and the person's own names count little, whatever their length.
 * @param personal name, e-mail address, household's name: what a stranger can find out
 */
export function findPasswordFault(password: string, personal: readonly string[] = []): PasswordFault | null {
  const text = password.normalize('NFKC')
  if ([...text].length < PASSWORD_LENGTH_MIN) return 'too_short'
  if (text.length > PASSWORD_LENGTH_MAX) return 'too_long'
  return guessBits(text.toLowerCase(), personalWords(personal)) < BITS_MIN ? 'too_common' : null
}

/** A cautious estimate of how hard a text is to guess: the cheapest reading from left to right. */
function guessBits(text: string, personal: ReadonlySet<string>): number {
  const plain = foldAccents(text)
  const unleet = [...plain].map((letter) => LEET[letter] ?? letter).join('')
  const best = new Array<number>(plain.length + 1).fill(Number.POSITIVE_INFINITY)
  best[0] = 0
  for (let at = 0; at < plain.length; at++) {
    const offer = (length: number, bits: number) => {
      const end = at + length
      best[end] = Math.min(best[end]!, best[at]! + bits)
    }
    offer(1, bitsOfCharacter(plain[at]!))
    for (const spelling of [plain, unleet]) offerWords({ spelling, at, personal, offer })
    offerPatterns(plain, at, offer)
  }
  return best[plain.length]!
}

type Offer = (length: number, bits: number) => void

function offerWords({
  spelling,
  at,
  personal,
  offer,
}: {
  spelling: string
  at: number
  personal: ReadonlySet<string>
  offer: Offer
}): void {
  for (let length = 3; length <= LONGEST_COMMON_WORD && at + length <= spelling.length; length++) {
    const word = spelling.slice(at, at + length)
    if (COMMON_WORDS.has(word)) offer(length, BITS.commonWord)
  }
  for (const word of personal) if (spelling.startsWith(word, at)) offer(word.length, BITS.personalWord)
}

function offerPatterns(text: string, at: number, offer: Offer): void {
  if (/^(?:19|20)\d\d/.test(text.slice(at, at + 4))) offer(4, BITS.year)
  const run = runLength(text, at)
  if (run >= 3) offer(run, BITS.run)
  // What was just written, written again: "aaaa", "abcabc", "passwordpassword".
  for (let period = 1; period <= at; period++) {
    let length = 0
    while (at + length < text.length && text[at + length] === text[at + length - period]) length++
    if (length >= Math.max(period, 2)) offer(length, BITS.repeat)
  }
}

/** Length of the longest keyboard or alphabet run that begins here. */
function runLength(text: string, at: number): number {
  let longest = 0
  for (const row of RUNS) {
    for (let start = row.indexOf(text[at]!); start >= 0; start = row.indexOf(text[at]!, start + 1)) {
      let length = 1
      while (at + length < text.length && row[start + length] === text[at + length]) length++
      longest = Math.max(longest, length)
    }
  }
  return longest
}

function bitsOfCharacter(character: string): number {
  if (/\p{L}/u.test(character)) return BITS.letter
  return /\d/.test(character) ? BITS.digit : BITS.other
}

function personalWords(texts: readonly string[]): ReadonlySet<string> {
  const words = texts.flatMap((text) => foldAccents(text.normalize('NFKC').toLowerCase()).split(/[^\p{L}\p{N}]+/u))
  return new Set(words.filter((word) => word.length >= 3))
}

function foldAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '')
}
