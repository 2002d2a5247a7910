import { createHash } from 'node:crypto'
import type { RejectedRow } from '@/lib/banking/port'
import type { Db } from '@/lib/db'
import type { Vault } from '@/lib/vault/vault'
import type { BatchContext } from './store'
import type { AccountKey } from './store-lookup'

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
    return { householdId, accountId, rowHash, reason, sealedWire: vault.seal(placeOf(accountId, rowHash), text), runId, seenAt: now }
  })
  return (await db.setAsideRow.createMany({ data, skipDuplicates: true })).count
}

/** Forgets rows that were set aside and are believed now. @returns how many */
export async function dropBelieved(
  db: Db,
  { householdId, accountId, vault }: AccountKey & { vault: Vault },
  isBelieved: (row: { runId: string; wire: unknown }) => boolean,
): Promise<number> {
  const rows = await db.setAsideRow.findMany({
    where: { householdId, accountId },
    select: { rowHash: true, sealedWire: true, runId: true },
  })
  const believed = rows.filter(({ rowHash, sealedWire, runId }) => {
    const wire = JSON.parse(vault.open(placeOf(accountId, rowHash), sealedWire)) as unknown
    return isBelieved({ runId, wire })
  })
  const rowHashes = believed.map(({ rowHash }) => rowHash)
  return (await db.setAsideRow.deleteMany({ where: { householdId, accountId, rowHash: { in: rowHashes } } })).count
}

function placeOf(accountId: string, rowHash: string) {
  return { table: 'set_aside_row', column: 'sealed_wire', rowId: `${accountId}/${rowHash}` }
}
