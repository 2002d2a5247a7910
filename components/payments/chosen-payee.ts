import { formatIban } from '@/lib/core/iban'
import type { PayLine } from '@/lib/payments/pages/pay-form'
import type { PayeeSuggestion } from '@/lib/payments/payees/payee-dto'

/** The line with this payee in it; what was typed as amount and message stays. */
export function chosenPayee({ name, account, payeeId, bic, country }: PayeeSuggestion): Partial<PayLine> {
  const number = account.scheme === 'IBAN' ? formatIban(account.identification) : account.identification
  return { name, account: number, payeeId, bic: bic ?? '', country: country ?? '' }
}
