import type { VaultKeys } from '@/lib/env-vault-keys'
import { openDataKey, sealDataKey } from './data-key'

/** A connection as the owner of the tables: rotation goes over all households. */
export type OwnerQuery = <Row>(sql: string, params?: readonly unknown[]) => Promise<Row[]>

type Row = { id: string; household_id: string; sealed_key: string }

/**
 * Seals every household's data key anew with the current instance key, so that an older instance key can be retired.
 * Values stay as they are. Safe to stop and run again. Answers how many keys were sealed anew.
 * @throws VaultError when a data key opens with none of the given instance keys
 */
export async function rotateInstanceKey(query: OwnerQuery, instance: VaultKeys): Promise<number> {
  const rows = await query<Row>('SELECT id, household_id, sealed_key FROM data_key WHERE instance_key_id <> $1 ORDER BY household_id, id', [
    instance.current.id,
  ])
  for (const row of rows) {
    const key = openDataKey({ id: row.id, sealedKey: row.sealed_key }, row.household_id, instance)
    const sealed = sealDataKey(row.id, row.household_id, key, instance)
    await query('UPDATE data_key SET sealed_key = $1, instance_key_id = $2 WHERE household_id = $3 AND id = $4 AND sealed_key = $5', [
      sealed,
      instance.current.id,
      row.household_id,
      row.id,
      row.sealed_key,
    ])
  }
  return rows.length
}
