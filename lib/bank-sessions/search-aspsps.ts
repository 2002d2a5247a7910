/** What the browser needs of a bank to list and search it. */
export type AspspItem = {
  readonly name: string
  readonly country: string
  readonly bic: string | null
  readonly group: string | null
  readonly beta: boolean
  readonly psuTypes: readonly string[]
}

export type AspspIndex = readonly IndexedAspsp[]

type IndexedAspsp = { readonly item: AspspItem; readonly name: string; readonly bic: string; readonly group: string }

/** Folds every text once, so that a key press only compares strings. */
export function indexAspsps(items: readonly AspspItem[]): AspspIndex {
  return items
    .map((item) => ({ item, name: fold(item.name), bic: (item.bic ?? '').toLowerCase(), group: fold(item.group ?? '') }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/**
 * Banks whose name, BIC or group holds every word of the query, accents and case aside; best first:
 * name begins so, a word of it begins so, BIC begins so, name holds it, group. An empty query gives all by name.
 */
export function searchAspsps(index: AspspIndex, query: string): AspspItem[] {
  const words = fold(query).split(' ').filter(Boolean)
  if (words.length === 0) return index.map(({ item }) => item)
  const hits: { item: AspspItem; rank: number; at: number }[] = []
  index.forEach((entry, at) => {
    const rank = rankOf(entry, words)
    if (rank !== null) hits.push({ item: entry.item, rank, at })
  })
  return hits.sort((a, b) => a.rank - b.rank || a.at - b.at).map(({ item }) => item)
}

/** The text in pieces, those that match a word of the query marked. Joined they are the text, unchanged. */
export function markMatches(text: string, query: string): { text: string; hit: boolean }[] {
  const { folded, origins } = foldWithOrigins(text)
  const characters = [...text]
  const marked = new Set<number>()
  for (const word of fold(query).split(' ').filter(Boolean)) {
    const at = firstMatch(folded, word)
    for (let i = at; at >= 0 && i < at + word.length; i++) marked.add(origins[i]!)
  }
  const pieces: { text: string; hit: boolean }[] = []
  characters.forEach((character, i) => {
    const last = pieces.at(-1)
    const hit = marked.has(i)
    if (last?.hit === hit) last.text += character
    else pieces.push({ text: character, hit })
  })
  return pieces
}

/** Letters that Unicode does not split into a base letter and a mark. */
const LETTERS: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ħ: 'h', ı: 'i' }

function fold(text: string): string {
  return foldWithOrigins(text).folded.trim()
}

/** The folded text, and for each of its UTF-16 units the code point of the original it came from. */
function foldWithOrigins(text: string): { folded: string; origins: number[] } {
  let folded = ''
  const origins: number[] = []
  ;[...text].forEach((character, i) => {
    const plain = character.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
    let out = ''
    for (const letter of plain) out += LETTERS[letter] ?? (/[\p{L}\p{N}]/u.test(letter) ? letter : ' ')
    if (out === ' ' && (folded === '' || folded.endsWith(' '))) return
    folded += out
    for (let n = 0; n < out.length; n++) origins.push(i)
  })
  return { folded, origins }
}

function rankOf(entry: IndexedAspsp, words: readonly string[]): number | null {
  let worst = 0
  for (const word of words) {
    const rank = rankOfWord(entry, word)
    if (rank === null) return null
    worst = Math.max(worst, rank)
  }
  // Words typed in the order of the name are a better hit than the same words anywhere.
  return words.length > 1 && entry.name.startsWith(words.join(' ')) ? 0 : worst
}

function rankOfWord({ name, bic, group }: IndexedAspsp, word: string): number | null {
  if (name.startsWith(word)) return 0
  if (name.includes(` ${word}`)) return 1
  if (bic.startsWith(word)) return 2
  if (name.includes(word)) return 3
  if (group.startsWith(word) || group.includes(` ${word}`)) return 4
  return group.includes(word) || bic.includes(word) ? 5 : null
}

function firstMatch(folded: string, word: string): number {
  if (folded.startsWith(word)) return 0
  const atWord = folded.indexOf(` ${word}`)
  return atWord >= 0 ? atWord + 1 : folded.indexOf(word)
}
