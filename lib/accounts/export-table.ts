import type { Db, DbViewer } from '@/lib/db'
import type { ExportReader } from './export'
import { listAccounts, nameOfAccount } from './list-accounts'
import { listTransactions, type TransactionPage } from './list-transactions'
import type { TransactionCursor, TransactionDto } from './transaction'
import type { TransactionFilter } from './transaction-filter'

const HEADS = ['day', 'account', 'status', 'name', 'description', 'category', 'amount', 'currency', 'note']
const BATCH = 500

/** The rows of a filter as CSV (RFC 4180), newest first, with decimal points; opened by a spreadsheet it runs nothing. */
export async function* exportTable(read: ExportReader, viewer: DbViewer, filter: TransactionFilter): AsyncGenerator<string> {
  // The byte order mark is how spreadsheets know that it is UTF-8.
  yield `\uFEFF${HEADS.join(',')}\r\n`
  for (let cursor: TransactionCursor | null = null, more = true; more; more = cursor !== null) {
    const { rows, next, names }: NamedPage = await read((db) => readPage(db, viewer, { filter, cursor }))
    if (rows.length > 0) yield rows.map((row) => toLine(row, names.get(row.accountId) ?? '')).join('')
    cursor = next
  }
}

type NamedPage = TransactionPage & { readonly names: ReadonlyMap<string, string> }

async function readPage(
  db: Db,
  viewer: DbViewer,
  asked: { filter: TransactionFilter; cursor: TransactionCursor | null },
): Promise<NamedPage> {
  const visible = await listAccounts(db, viewer, { archived: 'with' })
  const names = new Map(visible.map((account) => [account.id, nameOfAccount(account)]))
  return { names, ...(await listTransactions(db, viewer, { ...asked, visible, limit: BATCH })) }
}

function toLine(row: TransactionDto, account: string): string {
  const { day, status, name, description, category, amount, note } = row
  const texts = [day, account, status, name, description ?? '', category ?? ''].map(cell)
  return [...texts, amount.amount, amount.currency, cell(note ?? '')].join(',') + '\r\n'
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe before it; amounts are ours and stay numbers. */
export function cell(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r|%]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
