import type { AccountNumber } from '@/lib/banking/payment-port'
import type { CsvColumn } from './csv-columns'

/** Which kind of number a cell holds, by its column, else by its form among the kinds the bank takes. */
export function readCsvAccount(cell: (column: CsvColumn) => string, schemes: readonly string[]): AccountNumber {
  const account = cell('account')
  if (account === '' && cell('bankgiro') !== '') return { scheme: 'BGNR', identification: cell('bankgiro') }
  if (account === '' && cell('plusgiro') !== '') return { scheme: 'PGNR', identification: cell('plusgiro') }
  if (/^[A-Za-z]{2}\s?\d{2}/.test(account)) return { scheme: 'IBAN', identification: account }
  if (schemes.includes('BGNR') && /^\d{3,4}-?\d{4}$/.test(account)) return { scheme: 'BGNR', identification: account }
  const scheme = ['PGNR', 'BBAN'].find((candidate) => schemes.includes(candidate)) ?? schemes[0] ?? 'IBAN'
  return { scheme, identification: account }
}
