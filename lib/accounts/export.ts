import type { Db } from '@/lib/db'
import { exportAccounts, type ExportScope } from './export-accounts'
import { exportTransactions, type ExportBatch, type ExportCursor } from './export-transactions'

export const EXPORT_FORMAT = 'saldo-export'
/** Raised when a field changes its meaning or goes; new fields may come without. */
export const EXPORT_VERSION = 1

/** Opens one short transaction with the rights of whoever exports; an export makes many, so that it never holds one open for long. */
export type ExportReader = <T>(work: (db: Db) => Promise<T>) => Promise<T>

const BATCH = 1_000

/**
 * Everything of a household that the reader may see, as the text of one JSON document (docs/export-format.md), piece by
 * piece: however many transactions there are, only one batch is in memory.
 */
export async function* exportHousehold(read: ExportReader, scope: ExportScope, now: Date): AsyncGenerator<string> {
  const head = await read((db) => exportAccounts(db, scope))
  const { household, members, accounts } = head
  const opening = {
    format: EXPORT_FORMAT,
    version: EXPORT_VERSION,
    exportedAt: now.toISOString(),
    scope: scope.memberId === null ? 'household' : 'member',
  }
  yield `${JSON.stringify({ ...opening, household, members, accounts }).slice(0, -1)},"transactions":[`
  const accountIds = accounts.map((account) => account.id)
  let separator = '\n'
  for (let after: ExportCursor | null = null, more = true; more; more = after !== null) {
    const batch: ExportBatch = await read((db) => exportTransactions(db, scope, { accountIds, after, limit: BATCH }))
    for (const transaction of batch.transactions) {
      yield separator + JSON.stringify(transaction)
      separator = ',\n'
    }
    after = batch.next
  }
  yield '\n]}\n'
}

/** `saldo-2026-11-20.json` */
export function exportFileName(now: Date, extension: 'json' | 'csv'): string {
  return `saldo-${now.toISOString().slice(0, 10)}.${extension}`
}
