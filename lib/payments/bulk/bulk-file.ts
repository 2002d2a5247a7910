import type { FieldErrors } from '@/lib/core/errors'
import type { IsoDate } from '@/lib/core/iso-date'
import type { OrderLine } from '@/lib/payments/order'
import type { OrderContext } from '@/lib/payments/check/order-context'

export const BULK_BYTES_MAX = 1_000_000

/** What is wrong with a file as a whole; words are under `payments.bulk.<code>`. After a fatal one there are no lines. */
export const BULK_PROBLEMS = [
  // fatal
  'too_big',
  'empty',
  'not_readable',
  'too_many_rows',
  'columns_missing',
  'columns_twice',
  'amounts_ambiguous',
  'several_currencies',
  'xml_forbidden',
  'version_unknown',
  'not_a_transfer',
  'count_differs',
  'sum_differs',
  // worth saying
  'other_debtor',
  'several_days',
  'day_unreadable',
  'columns_unknown',
] as const

export type BulkProblemCode = (typeof BULK_PROBLEMS)[number]

export type BulkProblem = {
  readonly code: BulkProblemCode
  readonly isFatal: boolean
  /** Column names of the file, or the fields that are missing: `name`, `account`, `amount`. */
  readonly names: readonly string[]
}

export type BulkLine = {
  /** The row of a table, its head included; in pain.001 the position of the transfer. From 1. */
  readonly lineNumber: number
  /** As it would be sent, in the characters the bank takes. */
  readonly line: OrderLine
  /** What stood in the file where that differs in characters. */
  readonly typed: { readonly name: string; readonly message: string }
  /** By field of the line, `OrderErrorCode`; empty: right. `row`, `cells_too_many`: the cells do not fit the head, so the sum is left empty. */
  readonly errors: FieldErrors
}

export type BulkFile = {
  readonly format: 'csv' | 'pain.001.001.03' | 'pain.001.001.09' | null
  /** Of all lines; null: the file does not say. */
  readonly currency: string | null
  /** The one day a pain.001 asks for; null: none, or several. */
  readonly executeOn: IsoDate | null
  readonly lines: readonly BulkLine[]
  readonly problems: readonly BulkProblem[]
}

export type BulkContext = Pick<OrderContext, 'capability' | 'debtor' | 'matchesPattern'> & {
  /** Of lines that do not name one. */
  readonly currency: string
}

const FATAL: ReadonlySet<BulkProblemCode> = new Set(BULK_PROBLEMS.slice(0, BULK_PROBLEMS.indexOf('other_debtor')))

export function bulkProblem(code: BulkProblemCode, names: readonly string[] = []): BulkProblem {
  return { code, isFatal: FATAL.has(code), names }
}

export function refusedFile(...problems: readonly BulkProblem[]): BulkFile {
  return { format: null, currency: null, executeOn: null, lines: [], problems }
}
