import type { AccountNumber } from '@/lib/banking/payment-port'
import type { IsoDate } from '@/lib/core/iso-date'

/** What a pasted or scanned text was. `swiss_qr` is known and not read: it pays in francs to a reference of its own. */
export const CODE_KINDS = ['epc_qr', 'finnish_bar_code', 'upn_qr', 'swiss_qr', 'iban', 'text'] as const

export type CodeKind = (typeof CODE_KINDS)[number]

export const CODE_PARTS = ['name', 'account', 'bic', 'amount', 'reference', 'remittance', 'executeOn', 'code'] as const

/**
 * Why a part of a code is missing or elsewhere:
 *
 * not_valid          it is there and its check digits or form are wrong     several    more than one stands there
 * other_currency     an amount in another currency than the code may hold   characters letters the scanner could not read
 * in_message         a reference no bank interface takes went to the message  cut      the code's own count says something is missing
 * not_supported      a code of a kind that is not read
 */
export const CODE_NOTES = ['not_valid', 'several', 'other_currency', 'characters', 'in_message', 'cut', 'not_supported'] as const

export type CodeNote = { readonly part: (typeof CODE_PARTS)[number]; readonly code: (typeof CODE_NOTES)[number] }

/** What a text says of a payment; what it does not say, or says wrongly, is null, and the latter is in `notes`. */
export type PaymentCode = {
  readonly kind: CodeKind
  readonly name: string | null
  readonly account: AccountNumber | null
  readonly bic: string | null
  /** Decimal text with a point. */
  readonly amount: string | null
  readonly currency: string | null
  /** Without grouping. */
  readonly reference: string | null
  readonly remittance: string | null
  readonly executeOn: IsoDate | null
  readonly notes: readonly CodeNote[]
}

export const EMPTY_CODE: Omit<PaymentCode, 'kind'> = {
  name: null,
  account: null,
  bic: null,
  amount: null,
  currency: null,
  reference: null,
  remittance: null,
  executeOn: null,
  notes: [],
}
