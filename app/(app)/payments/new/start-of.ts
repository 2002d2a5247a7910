import { chosenPayee } from '@/components/payments/chosen-payee'
import { emptyForm, emptyLine } from '@/components/payments/empty-form'
import { writeTypedAmount } from '@/components/payments/typed-amount'
import { AppError } from '@/lib/core/errors'
import { readFormatStyle, type FormatStyle } from '@/lib/core/format-style'
import { formatIban } from '@/lib/core/iban'
import type { Viewer } from '@/lib/households/viewer'
import { getPayment } from '@/lib/payments/pages/get-payment'
import type { PayForm, PayLine } from '@/lib/payments/pages/pay-form'
import type { PayeeSuggestion } from '@/lib/payments/payees/payee-dto'
import type { PaymentDetail, PaymentLineDto } from '@/lib/payments/pages/payment-dto'
import type { PaymentSource } from '@/lib/payments/sources/payment-source'
import { formatReference } from '@/lib/payments/references/check-reference'

type Wishes = { readonly from: string | null; readonly payee: string | null; readonly copy: string | null }
type Known = { readonly sources: readonly PaymentSource[]; readonly suggestions: readonly PayeeSuggestion[] }

/** The form as it is opened: from the account that was asked for, else the first the bank can be asked about; a payee or a copy filled in. */
export async function startOf(viewer: Viewer, { from, payee, copy }: Wishes, { sources, suggestions }: Known): Promise<PayForm> {
  const copied = copy === null ? null : await findPayment(viewer, copy)
  const wanted = from ?? copied?.accountId ?? null
  const source = sources.find(({ accountId }) => accountId === wanted) ?? firstSource(sources)
  const form = emptyForm({ accountId: source?.accountId ?? null, currency: source?.currency ?? viewer.baseCurrency })
  if (copied) return copyOf(copied, form, readFormatStyle(viewer.formatLocale))
  const chosen = suggestions.find(({ payeeId }) => payeeId !== null && payeeId === payee)
  return chosen ? { ...form, lines: [{ ...emptyLine(), ...chosenPayee(chosen) }] } : form
}

/** Own accounts that the bank pays from directly come before others. */
function firstSource(sources: readonly PaymentSource[]): PaymentSource | null {
  return (
    sources.find(({ channel, isMine }) => channel === 'bank' && isMine) ??
    sources.find(({ channel }) => channel === 'bank') ??
    sources[0] ??
    null
  )
}

/** Null for one the viewer may not know of. */
export async function findPayment(viewer: Viewer, id: string): Promise<PaymentDetail | null> {
  try {
    return await getPayment(viewer, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
}

/** Everything but the day: the same payment is wanted again, not the same moment. */
function copyOf({ lines, amount, paymentType }: PaymentDetail, form: PayForm, style: FormatStyle): PayForm {
  const { currency } = amount
  return {
    ...form,
    ...{ currency, paymentType, isSeveral: lines.length > 1 },
    lines: lines.map((line) => copyOfLine(line, style)),
  }
}

function copyOfLine({ name, account, amount, reference, remittance }: PaymentLineDto, style: FormatStyle): PayLine {
  return {
    ...emptyLine(),
    name,
    account: account.scheme === 'IBAN' ? formatIban(account.identification) : account.identification,
    amount: writeTypedAmount(amount.amount, amount.currency, style),
    message: reference !== null ? [formatReference(reference)] : remittance.length > 0 ? [...remittance] : [''],
    alsoMessage: reference === null ? '' : remittance.join(' '),
  }
}
