import { asViewer } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import type { Viewer } from '@/lib/households/viewer'
import { exportFileName, exportHousehold } from './export'
import { exportTable } from './export-table'
import type { TransactionFilter } from './transaction-filter'

type Asked = { readonly format: 'json' | 'csv'; readonly filter: TransactionFilter }

export type ExportedFile = { readonly fileName: string; readonly contentType: string; readonly body: ReadableStream<Uint8Array> }

/** A member's download: only accounts they may see, read with their own rights. That it was made is kept in the audit log. */
export async function exportForMember(viewer: Viewer, { format, filter }: Asked, now = new Date()): Promise<ExportedFile> {
  await asViewer(viewer, (db) => recordAudit(db, { ...viewer, kind: 'export_made', facts: { format }, now }))
  const read = <T>(work: Parameters<typeof asViewer<T>>[1]) => asViewer(viewer, work, { timeoutMs: 60_000 })
  const pieces = format === 'csv' ? exportTable(read, viewer, filter) : exportHousehold(read, viewer, now)
  const contentType = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8'
  return { fileName: exportFileName(now, format), contentType, body: toStream(pieces) }
}

/** Pulls the next piece only when the browser has taken the one before. */
function toStream(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await pieces.return(undefined)
    },
  })
}
