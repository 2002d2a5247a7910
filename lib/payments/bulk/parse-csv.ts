import Papa from 'papaparse'
import { findCsvColumn, type CsvColumn } from './csv-columns'

const SEPARATORS = [';', ',', '\t', '|']

export type CsvTable = {
  /** By cell; null: a column we do not know. */
  readonly columns: readonly (CsvColumn | null)[]
  readonly heads: readonly string[]
  /** Rows below the head that are not empty, with their row in the file, from 1. */
  readonly rows: readonly { readonly lineNumber: number; readonly cells: readonly string[] }[]
}

/** Cells as text, whatever they look like: "=1+1" is four characters. The separator is the one by which most heads are known. */
export function parseCsv(text: string, rowsMax: number): CsvTable {
  const [headLine = ''] = text.split(/\r\n|\r|\n/, 1)
  const known = (separator: string) => (rowsOf(headLine, separator, 1)[0] ?? []).filter((head) => findCsvColumn(head) !== null).length
  const separator = SEPARATORS.reduce((best, next) => (known(next) > known(best) ? next : best))
  const [heads = [], ...below] = rowsOf(text, separator, rowsMax + 1)
  const rows = below.map((cells, at) => ({ lineNumber: at + 2, cells })).filter(({ cells }) => cells.some((cell) => cell !== ''))
  return { heads, columns: heads.map(findCsvColumn), rows }
}

function rowsOf(text: string, delimiter: string, preview: number): string[][] {
  return Papa.parse<string[]>(text, { delimiter, preview }).data.map((row) => row.map((cell) => cell.trim()))
}
