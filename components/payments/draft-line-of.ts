import { formatDecimal, parseMoney } from '@/lib/core/money'
import type { FormatStyle } from '@/lib/core/format-style'
import { findPayForm, type PayForm } from '@/lib/payments/pages/pay-form'
import type { DraftLine } from './draft-row'
import { readTypedAmount } from './typed-amount'

type KeptDraft = { readonly id: string; readonly form: Readonly<Record<string, unknown>>; readonly updatedAt: string }

/** What the list says of a draft: whom it is for, and what it comes to where that is clear. */
export function draftLineOf({ id, form, updatedAt }: KeptDraft, style: FormatStyle): DraftLine {
  const typed = findPayForm(form)
  const [line] = typed?.lines ?? []
  return {
    id,
    name: line?.name.trim() || null,
    amount: typed && sumTyped(typed, style),
    others: Math.max(0, (typed?.lines.length ?? 1) - 1),
    updatedAt,
  }
}

function sumTyped({ lines, currency }: PayForm, style: FormatStyle): DraftLine['amount'] {
  const read = lines.map(({ amount }) => readTypedAmount(amount, { currency, style }))
  const amounts = read.flatMap((one) => ('amount' in one ? one.amount : []))
  if (amounts.length < read.length) return null
  const minor = amounts.reduce((sum, amount) => sum + parseMoney(amount, currency).minor, 0n)
  return { amount: formatDecimal({ ...parseMoney('0', currency), minor }), currency }
}
