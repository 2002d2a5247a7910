import { digestFor } from '../../random'
import { decimalOf } from '../../world/routines/move'
import type { TrueRow } from '../../world/true-row'
import type { ReadableAccount } from './read-account'

/** The text lines of a row, as this bank's systems garnish them. */
export function remittanceLines(row: TrueRow, { account, quirks }: ReadableAccount): readonly string[] {
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
    default:
      return row.remittance
  }
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
