import type { VaultKeys } from '@/lib/env-vault-keys'
import { connectOwner } from '@/lib/database/owner'

/** A lost key file must be noticed at the start, not when the first secret does not open. @throws Error with what to do */
export async function verifyVaultKeys(databaseUrl: string, keys: VaultKeys): Promise<void> {
  const owner = await connectOwner(databaseUrl)
  try {
    const rows = await owner.rows<{ id: string }>('SELECT DISTINCT instance_key_id AS id FROM data_key ORDER BY 1')
    const lost = rows.filter(({ id }) => !keys.all.has(id)).map(({ id }) => id)
    if (lost.length === 0) return
    throw new Error(
      `The database holds secrets sealed with the vault key ${lost.join(', ')}, which is not among the keys given.\n` +
        '    → put the file vault-keys of this database back into DATA_DIR, or add that key to VAULT_KEYS',
    )
  } finally {
    await owner.close()
  }
}
