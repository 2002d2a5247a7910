import { findIban } from '@/lib/core/iban'
import { findIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { canonicalViitenumero, isViitenumero } from '@/lib/payments/references/viitenumero'
import { isRf } from '@/lib/payments/references/rf'
import { EMPTY_CODE, type CodeNote, type PaymentCode } from './payment-code'

const FORM = /^([45])(\d{16})(\d{6})(\d{2})(\d{23})(\d{2})(\d{2})(\d{2})$/

/**
 * The Finnish virtual bar code, versions 4 (viitenumero) and 5 (RF reference): 54 digits of version, IBAN without its country, euros,
 * cents, reference, due date (Finance Finland, "Pankkiviivakoodi-opas"). Its own check (mod 103) is in the printed bars alone, so the
 * IBAN's and the reference's check digits are what tells. Null: not such a code, or neither of them is right.
 */
export function readFinnishBarCode(text: string): PaymentCode | null {
  const match = FORM.exec(text.replace(/[\s-]/g, ''))
  if (!match) return null
  const [, version, account, euros, cents, tail, year, month, day] = match as unknown as string[]
  const iban = findIban(`FI${account}`)
  const reference = version === '4' ? readViitenumero(tail!) : readRf(tail!)
  const hasReference = /[1-9]/.test(tail!)
  if (iban === null && reference === null) return null
  const notes: CodeNote[] = []
  if (iban === null) notes.push({ part: 'account', code: 'not_valid' })
  if (reference === null && hasReference) notes.push({ part: 'reference', code: 'not_valid' })
  const executeOn = readDay(`${year}${month}${day}`, notes)
  const amount = `${euros!.replace(/^0+(?=\d)/, '')}.${cents}`
  const hasAmount = /[1-9]/.test(amount)
  return {
    ...EMPTY_CODE,
    kind: 'finnish_bar_code',
    account: iban && { scheme: 'IBAN', identification: iban },
    amount: hasAmount ? amount : null,
    currency: hasAmount ? 'EUR' : null,
    reference,
    executeOn,
    notes,
  }
}

/** Three zeros in reserve and twenty digits, filled from the left. */
function readViitenumero(tail: string): string | null {
  const canonical = tail.startsWith('000') ? canonicalViitenumero(tail.slice(3)) : null
  return canonical !== null && isViitenumero(canonical) ? canonical : null
}

/** The check digits and twenty-one digits, filled with zeros between the two. */
function readRf(tail: string): string | null {
  const reference = `RF${tail.slice(0, 2)}${tail.slice(2).replace(/^0+(?=\d)/, '')}`
  return isRf(reference) ? reference : null
}

function readDay(yymmdd: string, notes: CodeNote[]): IsoDate | null {
  if (yymmdd === '000000') return null
  const day = findIsoDate(`20${yymmdd.slice(0, 2)}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4)}`)
  if (day === null) notes.push({ part: 'executeOn', code: 'not_valid' })
  return day
}
