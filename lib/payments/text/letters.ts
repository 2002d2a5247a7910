const pairs = (text: string) => new Map(text.split(' ').map((pair) => [pair.slice(0, 1), pair.slice(1)] as const))

/** Letters that do not fall apart into a base letter and an accent. */
const LATIN = pairs('ßss øo æae œoe đd ðd þth łl ıi ħh ŋn ŧt ĸk ĳij ſs')

/** ELOT 743, as EPC217-08 lists it; accents have fallen away before. */
const GREEK = pairs('αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo')

/** Bulgarian as EPC217-08 lists it, and the letters of its neighbours. */
const CYRILLIC = pairs(
  'аa бb вv гg дd еe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хh цts чch шsh щsht ъa ьy юyu яya ёyo ыy эe іi їyi єye ґg ђdj јj љlj њnj ћc џdz ѓgj ќkj ѕdz',
)

/** Signs that have a near one among the allowed; every other becomes a full stop. */
const SIGNS = new Map([
  ...pairs("&+ _- ;, `' ´' ‘' ’' ‚, “' ”' „' \"' «' »' ‹' ›' [( ]) {( }) |/ \\/ –- —- ‐- ‑- −- ~- ¿? …... €EUR £GBP ×x ½1/2 ªa ºo"),
  ['\t', ' '],
  ['\n', ' '],
  ['\r', ''],
  ['\u00A0', ' '],
  ['\u202F', ' '],
  ['\u2009', ' '],
])

const ACCENTS = /\p{M}/gu

type Neighbours = { readonly before: string; readonly after: string }

/** What stands for a character outside the SEPA set; its neighbours tell a capital before small letters from one among capitals. */
export function transliterateLetter(character: string, neighbours: Neighbours): string {
  const sign = SIGNS.get(character)
  if (sign !== undefined) return sign
  const kept = findLetter(character)
  if (kept !== null) return kept
  const base = character.normalize('NFKD').replace(ACCENTS, '')
  if (base === '') return ''
  const small = base.toLowerCase()
  const found = [...small].map(findLetter)
  if (found.includes(null)) return '.'
  const written = found.join('')
  if (base === small) return written
  return isAmongCapitals(neighbours) ? written.toUpperCase() : written.slice(0, 1).toUpperCase() + written.slice(1)
}

function isAmongCapitals({ before, after }: Neighbours): boolean {
  const isLetter = (text: string) => text.toLowerCase() !== text.toUpperCase()
  const neighbour = isLetter(after) ? after : before
  return isLetter(neighbour) && neighbour === neighbour.toUpperCase()
}

function findLetter(letter: string): string | null {
  if (/^[a-z0-9/\-?:().,'+ ]$/.test(letter)) return letter
  return LATIN.get(letter) ?? GREEK.get(letter) ?? CYRILLIC.get(letter) ?? null
}
