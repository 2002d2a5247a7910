import { listIbans } from '@/lib/core/iban'
import { findIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { checkReference } from '@/lib/payments/references/check-reference'
import { canonicalRf, isRf } from '@/lib/payments/references/rf'
import { findBic } from './find-bic'
import { EMPTY_CODE, type CodeNote, type PaymentCode } from './payment-code'

/**
 * Any text with an IBAN in it: the bare number in any spacing, or an invoice's lines around it. Beside the number only what is labelled
 * or cannot be anything else is taken, and of two different ones neither. Null: no IBAN stands there.
 */
export function readInvoiceText(text: string): PaymentCode | null {
  const ibans = listIbans(text)
  if (ibans.length === 0) return null
  const notes: CodeNote[] = []
  if (ibans.length > 1) notes.push({ part: 'account', code: 'several' })
  const account = ibans.length === 1 ? { scheme: 'IBAN', identification: ibans[0]! } : null
  if (text.replace(/[\s.-]/g, '').length === ibans[0]!.length) return { ...EMPTY_CODE, kind: 'iban', account }
  const amount = findAmount(text, notes)
  return {
    ...EMPTY_CODE,
    kind: 'text',
    name: findLabelled(text, NAME_LABEL)?.slice(0, 70) ?? null,
    account,
    bic: findBic(findLabelled(text, BIC_LABEL)?.split(/\s/)[0] ?? ''),
    amount,
    currency: amount === null ? null : 'EUR',
    reference: findReference(text, notes),
    executeOn: findDueDay(text, notes),
    notes,
  }
}

const NAME_LABEL =
  /^[ \t]*(?:saaja|saajan nimi|mottagare|payee|beneficiary|recipient|empfänger|zahlungsempfänger|bénéficiaire|prejemnik)[ \t]*[:\t][ \t]*(.+)$/im
const BIC_LABEL = /\b(?:bic|swift)\b[ \t:]*([A-Za-z0-9 ]{8,})/i
// JavaScript's word boundary knows no "ä": letters are named instead.
const REFERENCE_LABEL =
  /(?<!\p{L})(?:viite|viitenumero|viitenro|referens|referensnummer|reference|reference number|ref|kid|ocr)(?!\p{L})\.?[ \t:]*([+*\d][\d /+*-]{2,40})/iu
const DUE_LABEL =
  /(?<!\p{L})(?:eräpäivä|förfallodag|förfallodatum|due date|due|zahlbar bis|fällig am|fällig|échéance|rok plačila)(?!\p{L})[ \t:]*(\d[\d./ -]{5,10}\d)/iu

function findLabelled(text: string, label: RegExp): string | null {
  return label.exec(text)?.[1]?.trim() || null
}

/** Sums in euro; one that stands several times is one. */
function findAmount(text: string, notes: CodeNote[]): string | null {
  const number = String.raw`(\d{1,3}(?:[  .']\d{3})*,\d{2}|\d{1,3}(?:[  ,']\d{3})*\.\d{2}|\d+[.,]\d{2})`
  const found = [...text.matchAll(new RegExp(`(?:€|\\bEUR)\\s?${number}(?!\\d)|(?<![\\d.,])${number}\\s?(?:€|EUR\\b)`, 'g'))]
  const sums = new Set(found.map(([, after, before]) => plain(after ?? before!)))
  if (sums.size > 1) notes.push({ part: 'amount', code: 'several' })
  const [sum] = sums
  return sums.size === 1 && /[1-9]/.test(sum!) ? sum! : null
}

function plain(amount: string): string {
  return `${amount.slice(0, -3).replace(/\D/g, '')}.${amount.slice(-2)}`
}

function findReference(text: string, notes: CodeNote[]): string | null {
  const rf = new Set([...text.matchAll(/\bRF\d{2}(?: ?[A-Z0-9]{1,4}){1,6}/g)].flatMap(([match]) => longestRf(match)))
  if (rf.size === 1) return [...rf][0]!
  if (rf.size > 1) notes.push({ part: 'reference', code: 'several' })
  const labelled = findLabelled(text, REFERENCE_LABEL)
  if (rf.size > 1 || labelled === null) return null
  const checked = checkReference(labelled, [])
  if (!checked.ok) notes.push({ part: 'reference', code: 'not_valid' })
  return checked.ok ? checked.canonical : null
}

/** Words after the number may look like a part of it: the longest beginning that is right is the reference. */
function longestRf(text: string): string[] {
  const groups = text.split(' ')
  for (let count = groups.length; count > 0; count--) {
    const canonical = canonicalRf(groups.slice(0, count).join(''))
    if (canonical !== null && isRf(canonical)) return [canonical]
  }
  return []
}

/** Day, month, year or the ISO order; nobody writes the month first on an invoice in euro. */
function findDueDay(text: string, notes: CodeNote[]): IsoDate | null {
  const written = findLabelled(text, DUE_LABEL)?.replace(/\s/g, '')
  if (!written) return null
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(written)
  const local = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(written)
  const pad = (digits: string) => digits.padStart(2, '0')
  const day = iso ? findIsoDate(iso[0]) : local ? findIsoDate(`${local[3]}-${pad(local[2]!)}-${pad(local[1]!)}`) : null
  if (day === null) notes.push({ part: 'executeOn', code: 'not_valid' })
  return day
}
