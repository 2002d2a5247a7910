import { cleanLine } from '@/lib/core/text'

/** What a bank's remittance lines say to a person, without the machine's tags. */
export type ReadRemittance = {
  /** Lines for people, in the bank's order. */
  readonly lines: readonly string[]
  /** The name of somebody on whose behalf it was paid (ABWA+, ABWE+). */
  readonly onBehalfOf: string | null
}

/** German banks join all SEPA fields into one text: "EREF+…MREF+…SVWZ+the text". */
const SEPA_TAG = /(?:^|(?<=[\s?]))(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|BREF|RREF|PURP|MDAT)\+/g
/** ING in Germany writes "mandatereference:…,creditorid:…,remittanceinformation:the text". */
const NAMED_FIELD = /^(?:mandatereference|creditorid|endtoendid|remittanceinformation):/i

export function readRemittance(remittance: readonly string[]): ReadRemittance {
  const joined = remittance.join(' ')
  if (joined.search(SEPA_TAG) >= 0) return readSepaTags(joined)
  const lines = remittance.map((line) => cleanLine(NAMED_FIELD.test(line.trim()) ? readNamedFields(line) : line))
  return { lines: lines.filter((line): line is string => line !== null), onBehalfOf: null }
}

function readSepaTags(text: string): ReadRemittance {
  const parts = new Map<string, string>()
  const matches = [...text.matchAll(SEPA_TAG)]
  matches.forEach((match, i) => {
    const value = cleanLine(text.slice(match.index + match[0].length, matches[i + 1]?.index))
    if (value) parts.set(match[1]!, value)
  })
  const before = cleanLine(text.slice(0, matches[0]?.index ?? 0))
  const purpose = parts.get('SVWZ')
  return {
    lines: [before, purpose].filter((line): line is string => Boolean(line)),
    onBehalfOf: parts.get('ABWA') ?? parts.get('ABWE') ?? null,
  }
}

function readNamedFields(line: string): string {
  const at = line.toLowerCase().indexOf('remittanceinformation:')
  return at < 0 ? '' : line.slice(at + 'remittanceinformation:'.length)
}
