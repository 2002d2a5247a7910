import { digestFor } from '../../random'
import { DAY_MS } from '../../world/calendar'
import { decimalOf } from '../../world/routines/move'
import type { TrueRow } from '../../world/true-row'
import { paymentWaysOf, type PaymentWays } from '../../world/payment-ways'
import type { ReadableAccount } from './read-account'
import type { ReferenceContext } from './references'

const TEXT_GROWS_AFTER_MS = 3 * DAY_MS

/** Where texts grow: whether a row still has its first wording. */
export function hasShortText(row: TrueRow, { readable, at }: ReferenceContext): boolean {
  return readable.quirks.texts === 'grow' && at - row.bookedAt < TEXT_GROWS_AFTER_MS
}

/** The text lines of a row, as this bank's systems garnish them. */
export function remittanceLines(row: TrueRow, context: ReferenceContext): readonly string[] {
  const { account, quirks } = context.readable
  if (hasShortText(row, context)) return [`${row.kind.toUpperCase()} ${(row.party?.name ?? '').slice(0, 10).toUpperCase()}`.trim()]
  const mandate = `M${digestFor(8, 'mandate', account.key, row.party?.name ?? '').toUpperCase()}`
  switch (quirks.remittance) {
    case 'sepa-tags':
      return sepaTags(row, mandate)
    case 'technical-line-first':
      return row.kind === 'card' || row.kind === 'cash'
        ? [terminalLine(row, account.currency), row.party?.name ?? '', ...row.remittance]
        : row.remittance
    case 'labels':
      return [
        `mandatereference:${row.kind === 'direct-debit' ? mandate : ''},creditorid:,remittanceinformation:${row.remittance.join(' ')}`,
      ]
    case 'plain': {
      const own = ownIdShown(row, context.readable, 'remittance')
      return own === null ? row.remittance : [`EREF+${own}`, ...row.remittance]
    }
  }
}

/** The payer's own id of a payment, where this bank shows it there. */
export function ownIdShown(
  { id, endToEndId }: TrueRow,
  { bank }: Pick<ReadableAccount, 'bank'>,
  where: PaymentWays['endToEnd'],
): string | null {
  return id.startsWith('payment.') && paymentWaysOf(bank.name).endToEnd === where ? endToEndId : null
}

function sepaTags(row: TrueRow, mandate: string): string[] {
  const end = row.endToEndId ? [`EREF+${row.endToEndId}`] : []
  const debit = row.kind === 'direct-debit' ? [`MREF+${mandate}`, `CRED+DE98ZZZ09999999999`] : []
  return [...end, ...debit, `SVWZ+${row.remittance.join(' ')}`]
}

function terminalLine(row: TrueRow, currency: string): string {
  const time = new Date(row.occurredAt).toISOString().slice(11, 16)
  const amount = decimalOf(row.minor < 0n ? -row.minor : row.minor, currency).replace('.', ',')
  const [, month, day] = row.transactionDate.split('-')
  return `POS ${amount} ${row.party?.country ?? ''} K1 ${day}.${month}. ${time}`
}
