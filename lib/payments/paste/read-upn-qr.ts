import { findIban } from '@/lib/core/iban'
import { findIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { canonicalRf, isRf } from '@/lib/payments/references/rf'
import { EMPTY_CODE, type CodeNote, type PaymentCode } from './payment-code'

const FIELD_COUNT = 19

/**
 * Slovenian UPN QR code (Bank Association of Slovenia, technical standard UPN QR): nineteen lines and a control sum, which is the length
 * of the nineteen with their line ends. The code is written in ISO 8859-2; scanners that take it for Latin 1 show other letters in
 * place of č, š and ž, which are set right here.
 */
export function readUpnQr(rawLines: readonly string[]): PaymentCode {
  const lines = rawLines.map(readLatin2)
  const at = (line: number) => lines[line - 1]?.trim() ?? ''
  const notes: CodeNote[] = []
  if (!isWhole(lines)) notes.push({ part: 'code', code: 'cut' })
  const iban = findIban(at(15))
  if (iban === null) notes.push({ part: 'account', code: 'not_valid' })
  if (at(17).includes('\uFFFD')) notes.push({ part: 'name', code: 'characters' })
  if (at(13).includes('\uFFFD')) notes.push({ part: 'remittance', code: 'characters' })
  const amount = readAmount(at(9), notes)
  return {
    ...EMPTY_CODE,
    kind: 'upn_qr',
    name: at(17) || null,
    account: iban && { scheme: 'IBAN', identification: iban },
    amount,
    currency: amount === null ? null : 'EUR',
    ...readTexts(at(16), at(13), notes),
    executeOn: readDay(at(14), notes),
    notes,
  }
}

function isWhole(lines: readonly string[]): boolean {
  const counted = lines.slice(0, FIELD_COUNT).reduce((sum, line) => sum + line.length + 1, 0)
  return /^\d{1,3}$/.test(lines[FIELD_COUNT]?.trim() ?? '') && Number(lines[FIELD_COUNT]) === counted
}

/** Eleven digits of cents. */
function readAmount(text: string, notes: CodeNote[]): string | null {
  if (text === '' || /^0+$/.test(text)) return null
  if (!/^\d{3,11}$/.test(text)) {
    notes.push({ part: 'amount', code: 'not_valid' })
    return null
  }
  return `${text.slice(0, -2).replace(/^0+(?=\d)/, '')}.${text.slice(-2)}`
}

/** References by Slovenian models (SI00 … SI99) are no kind a bank interface takes: they stand before the purpose. SI99 is none. */
function readTexts(reference: string, purpose: string, notes: CodeNote[]): { reference: string | null; remittance: string | null } {
  const rf = canonicalRf(reference)
  if (rf !== null && isRf(rf)) return { reference: rf, remittance: null }
  const isModel = /^SI\d{2}/i.test(reference) && !/^SI99/i.test(reference)
  if (isModel) notes.push({ part: 'reference', code: 'in_message' })
  else if (reference !== '' && !/^SI99/i.test(reference)) notes.push({ part: 'reference', code: 'not_valid' })
  return { reference: null, remittance: [isModel ? reference : '', purpose].filter((text) => text !== '').join(' ') || null }
}

function readDay(text: string, notes: CodeNote[]): IsoDate | null {
  if (text === '') return null
  const match = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text)
  const day = match ? findIsoDate(`${match[3]}-${match[2]}-${match[1]}`) : null
  if (day === null) notes.push({ part: 'executeOn', code: 'not_valid' })
  return day
}

const LATIN_1 = 'ÈèÆæ©¹®¾Ðð'
const LATIN_2 = 'ČčĆćŠšŽžĐđ'

/** Only where the text has nothing Latin 1 does not have: then it was taken for it. */
function readLatin2(line: string): string {
  if (/[^\u0000-\u00FF]/.test(line)) return line
  return line.replace(/[ÈèÆæ©¹®¾Ðð]/g, (letter) => LATIN_2[LATIN_1.indexOf(letter)]!)
}
