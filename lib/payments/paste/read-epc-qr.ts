import { findIban } from '@/lib/core/iban'
import { isSepaText } from '@/lib/payments/text/sepa-text'
import { checkReference } from '@/lib/payments/references/check-reference'
import { EMPTY_CODE, type CodeNote, type PaymentCode } from './payment-code'
import { findBic } from './find-bic'

const VERSIONS = ['001', '002']
/** What a creditor may have put where an ISO 11649 reference belongs. */
const SCHEMES = ['INTL', 'BERF', 'FIRF']

/**
 * EPC069-12, versions 1 and 2: service tag, version, character set, identification, BIC, name, IBAN, amount, purpose, reference, text,
 * information to the reader. Trailing lines may be missing, and the BIC may in both versions: nobody needs it within SEPA.
 */
export function readEpcQr(lines: readonly string[]): PaymentCode | null {
  const at = (index: number) => lines[index]?.trim() ?? ''
  if (!VERSIONS.includes(at(1)) || at(3) !== 'SCT') {
    return { ...EMPTY_CODE, kind: 'epc_qr', notes: [{ part: 'code', code: 'not_supported' }] }
  }
  const notes: CodeNote[] = []
  const iban = findIban(at(6))
  if (iban === null) notes.push({ part: 'account', code: 'not_valid' })
  const bic = findBic(at(4))
  if (at(4) !== '' && bic === null) notes.push({ part: 'bic', code: 'not_valid' })
  const name = at(5)
  if (name.includes('\uFFFD')) notes.push({ part: 'name', code: 'characters' })
  const amount = readAmount(at(7), notes)
  const texts = readTexts(at(9), at(10), notes)
  return {
    ...EMPTY_CODE,
    kind: 'epc_qr',
    name: name || null,
    account: iban && { scheme: 'IBAN', identification: iban },
    bic,
    amount,
    currency: amount === null ? null : 'EUR',
    ...texts,
    notes,
  }
}

/** "EUR12.3": no thousands marks, a point. A comma is read too, since some printers of invoices write it. */
function readAmount(text: string, notes: CodeNote[]): string | null {
  if (text === '') return null
  const match = /^([A-Za-z]{3})\s?(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text)
  if (!match) notes.push({ part: 'amount', code: 'not_valid' })
  else if (match[1]!.toUpperCase() !== 'EUR') notes.push({ part: 'amount', code: 'other_currency' })
  else if (/[1-9]/.test(text)) return match[3] ? `${match[2]}.${match[3]}` : match[2]!
  else notes.push({ part: 'amount', code: 'not_valid' })
  return null
}

/** A reference of no known kind is words to the payee: it goes before the message rather than away. */
function readTexts(structured: string, text: string, notes: CodeNote[]): { reference: string | null; remittance: string | null } {
  if (text.includes('\uFFFD')) notes.push({ part: 'remittance', code: 'characters' })
  if (structured === '') return { reference: null, remittance: text || null }
  const checked = checkReference(structured, SCHEMES)
  if (checked.ok) return { reference: checked.canonical, remittance: text || null }
  if (checked.code === 'reference_check_digit' || !isSepaText(structured)) {
    notes.push({ part: 'reference', code: 'not_valid' })
    return { reference: null, remittance: text || null }
  }
  notes.push({ part: 'reference', code: 'in_message' })
  return { reference: null, remittance: `${structured} ${text}`.trim() }
}
