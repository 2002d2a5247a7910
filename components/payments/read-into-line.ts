import { findCurrency, exponentOf } from '@/lib/core/currency'
import type { FormatStyle } from '@/lib/core/format-style'
import { formatIban } from '@/lib/core/iban'
import type { IsoDate } from '@/lib/core/iso-date'
import { readPaymentCode } from '@/lib/payments/paste/read-payment-code'
import { formatReference } from '@/lib/payments/references/check-reference'
import type { PayLine } from '@/lib/payments/pages/pay-form'
import { writeTypedAmount } from './typed-amount'

type Filled = Partial<PayLine> & { readonly executeOn: IsoDate | null }

/** What a pasted code says, as it would have been typed; only what it says is filled in. Null: no account number in it. */
export function readIntoLine(text: string, { currency, style }: { currency: string; style: FormatStyle }): Filled | null {
  const code = readPaymentCode(text)
  if (!code?.account) return null
  const { account, name, bic, amount, reference, remittance, executeOn } = code
  const said: Partial<PayLine> = {
    ...(name && { name }),
    ...(bic && { bic }),
    account: account.scheme === 'IBAN' ? formatIban(account.identification) : account.identification,
    payeeId: null,
  }
  const money = amount === null ? null : { amount, currency: code.currency ?? currency }
  if (money && money.currency === currency && fits(amount, currency)) said.amount = writeTypedAmount(money.amount, currency, style)
  if (reference)
    said.message = [formatReference(reference, code.kind === 'finnish_bar_code' && !reference.startsWith('RF') ? 'FIRF' : null)]
  else if (remittance) said.message = [remittance]
  if (reference && remittance) said.alsoMessage = remittance
  return { ...said, executeOn }
}

function fits(amount: string | null, currency: string): boolean {
  const code = findCurrency(currency)
  return code !== null && (amount?.split('.')[1]?.length ?? 0) <= exponentOf(code)
}
