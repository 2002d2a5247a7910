import { hash } from 'node:crypto'
import type { PortParty, PortTransaction } from '@/lib/banking/port'
import { lastFour } from '@/lib/core/iban'
import { normaliseStatus, type TransactionStatus } from '@/lib/core/iso-20022'
import type { IsoDate } from '@/lib/core/iso-date'
import type { Money } from '@/lib/core/money'

/**
 * What makes a row this row (field notes §2.1). Values are the first 128 bits of SHA-256, base64url.
 * Booked and pending rows never share a content value: a pending row is superseded by its booking, it does not become it.
 */
export type Evidence = {
  readonly status: TransactionStatus
  /** Booking, else value, else transaction date; null when the bank gave none. */
  readonly day: IsoDate | null
  /** The bank's reference; null when there is none or it cannot identify anything. Rows of several sums may share one. */
  readonly reference: string | null
  /** What the row says, without any id of the bank. */
  readonly content: string
  /** What the row would say once booked; equals `content` for booked rows. */
  readonly bookedContent: string
  /** Changes when any fact we keep changes, except the two ids, which some banks mint anew with every delivery. */
  readonly factsHash: string
  /** Those facts as JSON. */
  readonly facts: string
}

export function readEvidence(transaction: PortTransaction): Evidence {
  const status = normaliseStatus(transaction.status)
  const day = transaction.bookingDate ?? transaction.valueDate ?? transaction.transactionDate
  const money = `${transaction.amount.minor} ${transaction.amount.currency}`
  const reference = usableReference(transaction.entryReference)
  const said = `${money}|${day ?? ''}|${describeOtherSide(transaction)}|${normaliseText(transaction.remittance.join(' '))}`
  const bookedContent = digest(`B|${said}`)
  const kind = contentKind(status)
  const facts = JSON.stringify(factsOf(transaction))
  return {
    status,
    day,
    reference: reference && digest(`reference|${reference}`),
    content: kind === 'B' ? bookedContent : digest(`${kind}|${said}`),
    bookedContent,
    factsHash: digest(facts),
    facts,
  }
}

/** All facts as JSON, to be sealed: the port's transaction with minor units as decimal text. */
export function detailOf({ entryReference, transactionId }: PortTransaction, { facts }: Evidence): string {
  return `${JSON.stringify({ entryReference, transactionId }).slice(0, -1)},${facts.slice(1)}`
}

/** The bank's transaction id: only a hint, and only for pending rows and their bookings. */
export function hintOf({ transactionId }: PortTransaction): string | null {
  const id = usableReference(transactionId)
  return id && digest(`id|${id}`)
}

/**
 * The reference if it can name a row. Positions in a day's list ("2026-11-18.3", "4") move when a row is added before
 * them (field notes §4.4), and placeholders ("NOTPROVIDED", "000000") name nothing.
 */
export function usableReference(reference: string | null): string | null {
  const text = reference?.trim() ?? ''
  if (/^\d{4}-?\d{2}-?\d{2}[.\-_/:]\d{1,4}$/.test(text) || /^\d{1,4}$/.test(text)) return null
  if (/^0*$/.test(text) || /^(not[ -]?provided|none|n\/?a|null|-+|unknown)$/i.test(text)) return null
  return text
}

/** Lower case letters and digits only, single-spaced: what survives a bank's changes of case, spacing and punctuation. */
export function normaliseText(text: string | null): string {
  if (!text) return ''
  // Most words of most banks: the same result at a third of the time.
  if (PLAIN.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const PLAIN = /^[\t\n\r -~]*$/

/** Creditor of money that leaves, debtor of money that comes. */
export function otherSide(transaction: PortTransaction): PortParty {
  return transaction.amount.minor < 0n ? transaction.creditor : transaction.debtor
}

/** Only the country and end of an IBAN: these values lie in clear beside the amount, so the whole number could be guessed from them. */
function describeOtherSide(transaction: PortTransaction): string {
  const side = otherSide(transaction)
  return side.iban ? `${side.iban.slice(0, 2)}${lastFour(side.iban)}` : normaliseText(side.name)
}

/** Cancelled and rejected rows speak of the pending row they end. */
function contentKind(status: TransactionStatus): 'B' | 'P' | 'S' | 'O' {
  if (status === 'BOOK') return 'B'
  if (status === 'SCHD') return 'S'
  return status === 'OTHR' ? 'O' : 'P'
}

/** Everything but the ids, written out so that JSON needs no replacer: this runs for every row a bank sends. */
function factsOf(t: PortTransaction) {
  return {
    status: t.status,
    amount: moneyFacts(t.amount),
    amountExcess: t.amountExcess,
    bookingDate: t.bookingDate,
    valueDate: t.valueDate,
    transactionDate: t.transactionDate,
    creditor: t.creditor,
    debtor: t.debtor,
    remittance: t.remittance,
    referenceNumber: t.referenceNumber,
    bankCode: t.bankCode,
    merchantCategoryCode: t.merchantCategoryCode,
    balanceAfter: t.balanceAfter && moneyFacts(t.balanceAfter),
    exchange: t.exchange && { ...t.exchange, instructed: t.exchange.instructed && moneyFacts(t.exchange.instructed) },
    note: t.note,
  }
}

function moneyFacts({ minor, currency }: Money) {
  return { minor: String(minor), currency }
}

function digest(text: string): string {
  return hash('sha256', text, 'base64url').slice(0, 22)
}
