import type { FormatStyle } from '@/lib/core/format-style'
import { formatIban } from '@/lib/core/iban'
import type { BulkFile } from '@/lib/payments/bulk/bulk-file'
import type { PayLine } from '@/lib/payments/pages/pay-form'
import { formatReference } from '@/lib/payments/references/check-reference'
import { emptyLine } from './empty-form'
import { writeTypedAmount } from './typed-amount'

/** The lines of a file as if they had been typed, so that each can be mended in the form. */
export function bulkLines({ lines }: BulkFile, { currency, style }: { currency: string; style: FormatStyle }): PayLine[] {
  return lines.map(({ line, typed, errors }) => ({
    ...emptyLine(),
    name: typed.name || line.name,
    account: line.account.scheme === 'IBAN' && !errors.account ? formatIban(line.account.identification) : line.account.identification,
    amount: errors.amount ? line.amount : writeTypedAmount(line.amount, currency, style),
    message: [line.reference ? formatReference(line.reference) : typed.message || line.remittance.join(' ')],
    alsoMessage: line.reference ? typed.message : '',
    bic: line.bic ?? '',
    country: line.country ?? '',
    address: line.addressLines.join('\n'),
  }))
}
