import type { PaymentCode } from './payment-code'
import { EMPTY_CODE } from './payment-code'
import { readEpcQr } from './read-epc-qr'
import { readFinnishBarCode } from './read-finnish-bar-code'
import { readInvoiceText } from './read-invoice-text'
import { readUpnQr } from './read-upn-qr'

/** More than any code holds, and enough for a pasted invoice. */
const TEXT_LENGTH_MAX = 5_000

/**
 * Reads what a person pasted or a camera read: an EPC QR code (EPC069-12), a Finnish virtual bar code, a Slovenian UPN QR code, or any
 * text with an IBAN in it. Null: nothing of a payment was found.
 */
export function readPaymentCode(text: string): PaymentCode | null {
  const tidy = text.replace(/^\uFEFF/, '').trim()
  if (tidy === '' || tidy.length > TEXT_LENGTH_MAX) return null
  const lines = tidy.split(/\r\n|\r|\n/)
  const head = lines[0]!.trim()
  if (head === 'BCD') return readEpcQr(lines)
  if (head === 'UPNQR') return readUpnQr(lines)
  if (head === 'SPC') return { ...EMPTY_CODE, kind: 'swiss_qr', notes: [{ part: 'code', code: 'not_supported' }] }
  return readFinnishBarCode(tidy) ?? readInvoiceText(tidy)
}
