import { BULK_BYTES_MAX, bulkProblem, refusedFile, type BulkContext, type BulkFile } from './bulk-file'
import { decodeBulkFile } from './decode-bulk-file'
import { readCsvFile } from './read-csv-file'
import { readPain001File } from './read-pain-001-file'

/**
 * Reads a file of payments, a table (CSV) or pain.001, into lines with what is wrong with each. Nothing is guessed: a table whose sums
 * could be read in two ways is refused, and a pain.001 whose own count or sum differs too. At most 500 lines and 1 MB.
 */
export function readBulkFile(bytes: Uint8Array, context: BulkContext): BulkFile {
  if (bytes.length > BULK_BYTES_MAX) return refusedFile(bulkProblem('too_big'))
  const text = decodeBulkFile(bytes)
  if (text === null) return refusedFile(bulkProblem('not_readable'))
  if (text.trim() === '') return refusedFile(bulkProblem('empty'))
  return text.trimStart().startsWith('<') ? readPain001File(text, context) : readCsvFile(text, context)
}
