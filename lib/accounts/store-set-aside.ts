import { createHash } from 'node:crypto'
import type { RejectedRow } from '@/lib/banking/port'
import type { Db } from '@/lib/db'
import type { BatchContext } from './store'

/**
 * Keeps rows of a bank that cannot be believed, sealed and each only once, so that their account's page can name them.
 * @returns how many were new
 */
export async function storeSetAside(db: Db, context: BatchContext, rejected: readonly RejectedRow[]): Promise<number> {
  if (rejected.length === 0) return 0
  const { householdId, accountId, runId, vault, now } = context
  const data = rejected.map(({ reason, wire }) => {
    const text = JSON.stringify(wire) ?? 'null'
    const rowHash = createHash('sha256').update(text).digest('base64url')
    const place = { table: 'set_aside_row', column: 'sealed_wire', rowId: `${accountId}/${rowHash}` }
    return { householdId, accountId, rowHash, reason, sealedWire: vault.seal(place, text), runId, seenAt: now }
  })
  return (await db.setAsideRow.createMany({ data, skipDuplicates: true })).count
}
