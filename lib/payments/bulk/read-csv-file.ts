import { findCurrency } from '@/lib/core/currency'
import { formFields } from '@/lib/payments/check/form-fields'
import { LINES_MAX } from '@/lib/payments/check/order-limits'
import { bulkProblem, refusedFile, type BulkContext, type BulkFile, type BulkLine, type BulkProblem } from './bulk-file'
import { findAmountStyle, readAmountCell, type AmountStyle } from './csv-amounts'
import type { CsvColumn } from './csv-columns'
import { readCsvAccount } from './csv-account'
import { makeBulkLine } from './make-bulk-line'
import { parseCsv, type CsvTable } from './parse-csv'

/** Empty rows between and below are left out; more than these and it is no list of payments. */
const ROWS_READ_MAX = LINES_MAX * 4

/** A table with a head: name, account and amount at least. */
export function readCsvFile(text: string, context: BulkContext): BulkFile {
  const table = parseCsv(text, ROWS_READ_MAX)
  const refusals = findRefusals(table)
  if (refusals.length > 0) return refusedFile(...refusals)
  const cells = (column: CsvColumn) => table.rows.map((row) => row.cells[table.columns.indexOf(column)] ?? '')
  const style = findAmountStyle(cells('amount'))
  if (style === 'ambiguous') return refusedFile(bulkProblem('amounts_ambiguous'))
  const currencies = new Set([...cells('currency'), ...cells('amount').map(currencyIn)].map(findCurrency).filter((code) => code !== null))
  if (currencies.size > 1) return refusedFile(bulkProblem('several_currencies', [...currencies]))
  const currency = [...currencies][0] ?? null
  const unknown = table.heads.filter((head, at) => head !== '' && table.columns[at] === null)
  return {
    format: 'csv',
    currency,
    executeOn: null,
    lines: table.rows.map((row) => readRow(row, table, { context: { ...context, currency: currency ?? context.currency }, style })),
    problems: unknown.length > 0 ? [bulkProblem('columns_unknown', unknown)] : [],
  }
}

function findRefusals({ columns, rows }: CsvTable): BulkProblem[] {
  const has = (column: CsvColumn) => columns.includes(column)
  const missing = [
    ...(has('name') ? [] : ['name']),
    ...(has('account') || has('bankgiro') || has('plusgiro') ? [] : ['account']),
    ...(has('amount') ? [] : ['amount']),
  ]
  const twice = columns.filter((column, at) => column !== null && columns.indexOf(column) !== at)
  if (missing.length > 0) return [bulkProblem('columns_missing', missing)]
  if (twice.length > 0) return [bulkProblem('columns_twice', twice as CsvColumn[])]
  if (rows.length === 0) return [bulkProblem('empty')]
  return rows.length > LINES_MAX ? [bulkProblem('too_many_rows')] : []
}

/** "12,50 SEK": a code beside a sum counts like a column of codes. */
function currencyIn(cell: string): string {
  return /[A-Z]{3}/.exec(cell)?.[0] ?? (cell.includes('€') ? 'EUR' : '')
}

type Reading = { readonly context: BulkContext; readonly style: AmountStyle }

function readRow(row: CsvTable['rows'][number], table: CsvTable, { context, style }: Reading): BulkLine {
  const cell = (column: CsvColumn) => row.cells[table.columns.indexOf(column)] ?? ''
  const made = makeBulkLine(
    {
      lineNumber: row.lineNumber,
      name: cell('name'),
      account: readCsvAccount(cell, formFields(context.capability).accountSchemes),
      amount: readAmountCell(cell('amount'), style) ?? cell('amount'),
      bic: cell('bic'),
      reference: cell('reference'),
      message: cell('message') === '' ? [] : [cell('message')],
    },
    context,
  )
  // A sum with a decimal comma in a table of commas is two cells, and the payment would be of the first.
  const isTooLong = row.cells.slice(table.heads.length).some((extra) => extra !== '')
  return isTooLong ? { ...made, line: { ...made.line, amount: '' }, errors: { ...made.errors, row: 'cells_too_many' } } : made
}
