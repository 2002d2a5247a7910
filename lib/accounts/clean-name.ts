import type { PortTransaction } from '@/lib/banking/port'
import { maskIbans } from '@/lib/core/iban'
import { cleanLine } from '@/lib/core/text'
import { categorise } from './clean-name-category'
import { readRemittance } from './clean-name-remittance'
import { normaliseText, otherSide } from './evidence'

export type CleanTransaction = {
  /** The other side as a person would name it; empty when the bank says nothing at all. Full IBANs masked. */
  readonly name: string
  /** One line of what it was, if it adds to the name. Full IBANs masked. */
  readonly description: string | null
  /** A key of the category table; null when unknown. */
  readonly category: string | null
}

/** Reads name, description and category from what banks put in many places (field notes §2.6). `holderName` is the account's own. */
export function cleanTransaction(transaction: PortTransaction, holderName: string | null): CleanTransaction {
  const side = otherSide(transaction)
  const remittance = readRemittance(transaction.remittance)
  const isOwn = (name: string | null) => name !== null && holderName !== null && normaliseText(name) === normaliseText(holderName)
  const candidates = [side.name, remittance.onBehalfOf, ...remittance.lines, side.addressLines[0] ?? null, transaction.bankCode.description]
  const name =
    firstSpoken(candidates, isOwn) ??
    candidates.map((text) => cleanLine(text, NAME_MAX)).find(Boolean) ??
    ownNumber(side.iban ?? side.otherAccount) ??
    ''
  const description = describe(remittance.lines, transaction, name)
  return {
    name: maskIbans(name),
    description: description && maskIbans(description),
    category: categorise(transaction, { name, isOwnTransfer: isOwn(side.name) && side.iban !== null }),
  }
}

const NAME_MAX = 120

/** Processors that put their own mark before the shop's name. */
const PROCESSOR = /^(?:sumup|sq|izettle|zettle|paypal|pp|stripe|klarna|nexi|mollie|worldline|viva|dojo|toast|tst)\s*[ _]?\*+\s*/i
/** A terminal's own words before the shop's: "POS 12.34 AT K1 18.11. 17:05 LIDL". */
const TERMINAL = /^(?:pos|card purchase|kartenzahlung|korttiosto|kortköp|pago con tarjeta|paiement par carte|carte)\b[\s:]*/i
const TECHNICAL = [
  /^card[-\s*x]*\d{2,}$/i,
  /^[x*•\d\s-]{4,}$/,
  /^pos\s+[\d.,]+/i,
  /^(?:visa|mastercard|maestro|debit card|credit card)[\s*x\d]*$/i,
  /^\d[\d\s.,:/-]*(?:eur|usd|sek|nok|dkk|gbp|chf)?$/i,
  /^(?:not ?provided|unknown|n\/a|null|undefined)$/i,
]

function firstSpoken(candidates: readonly (string | null)[], isOwn: (name: string) => boolean): string | null {
  for (const candidate of candidates) {
    const text = candidate && cleanCandidate(candidate)
    if (text && !isOwn(text)) return text
  }
  return null
}

/** The text without marks of processors and terminals; null when nothing of a name is left. */
function cleanCandidate(text: string): string | null {
  const line = cleanLine(text, NAME_MAX)
  if (!line || TECHNICAL.some((pattern) => pattern.test(line))) return null
  const stripped = cleanLine(line.replace(PROCESSOR, '').replace(TERMINAL, ''), NAME_MAX)
  return stripped && /\p{L}/u.test(stripped) ? stripped : line
}

function describe(lines: readonly string[], transaction: PortTransaction, name: string): string | null {
  const known = normaliseText(name)
  const fresh = lines.filter((line) => normaliseText(line) !== known)
  const text = cleanLine(fresh.join(' '))
  if (text) return text
  const spare = cleanLine(transaction.note) ?? cleanLine(transaction.referenceNumber) ?? cleanLine(transaction.bankCode.description)
  return spare && normaliseText(spare) !== known ? spare : null
}

function ownNumber(account: string | null): string | null {
  return cleanLine(account, 60)
}
