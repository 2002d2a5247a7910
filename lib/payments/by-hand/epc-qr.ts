import { findIban } from '@/lib/core/iban'
import { formatDecimal, parseMoney } from '@/lib/core/money'
import { MESSAGE_LENGTH_MAX, NAME_LENGTH_MAX, SEPA_MINOR_MAX } from '@/lib/payments/check/order-limits'
import type { OrderLine } from '@/lib/payments/order'
import { byHandReference } from './by-hand-reference'

const BYTES_MAX = 331

/** `not_sepa`: not in euro or not to an IBAN. `too_long`: more than the code may hold. `not_allowed`: refused by `checkOrder` before. */
export type EpcQr =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly code: 'not_sepa' | 'too_long' | 'not_allowed' }

/**
 * The text of an EPC QR code (EPC069-12 version 002, UTF-8), for one payee, to be scanned with the bank's own app. The code has no day:
 * it is chosen at the bank. Error correction M, at most version 13.
 */
export function epcQrText(line: OrderLine, currency: string): EpcQr {
  const iban = line.account.scheme === 'IBAN' ? findIban(line.account.identification) : null
  if (currency !== 'EUR' || iban === null) return { ok: false, code: 'not_sepa' }
  const amount = findAmount(line.amount)
  const reference = line.reference === null ? '' : byHandReference(line.reference)
  const message = line.remittance.join(' ').trim()
  const isAllowed = amount !== null && reference !== null && line.name.trim() !== '' && (reference === '' || message === '')
  if (!isAllowed) return { ok: false, code: 'not_allowed' }
  if (line.name.length > NAME_LENGTH_MAX || message.length > MESSAGE_LENGTH_MAX) return { ok: false, code: 'too_long' }
  const fields = ['BCD', '002', '1', 'SCT', line.bic ?? '', line.name, iban, `EUR${amount}`, '', reference, message]
  // A line end inside a field would move all that follow; fields at the end that are empty are left out.
  const text = fields
    .map((field) => field.replace(/\s+/g, ' '))
    .join('\n')
    .trimEnd()
  return new TextEncoder().encode(text).length <= BYTES_MAX ? { ok: true, text } : { ok: false, code: 'too_long' }
}

function findAmount(text: string): string | null {
  try {
    const money = parseMoney(text, 'EUR')
    return money.minor > 0n && money.minor <= SEPA_MINOR_MAX ? formatDecimal(money) : null
  } catch {
    return null
  }
}
