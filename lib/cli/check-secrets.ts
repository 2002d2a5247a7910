import fs from 'node:fs'
import path from 'node:path'
import { connectOwner } from '@/lib/database/owner'
import { env } from '@/lib/env'
import { bad, good, note, type Finding } from './finding'

/** The vault's keys open what the database holds, and their file is nobody else's to read. */
export async function checkSecrets(): Promise<Finding[]> {
  return [await checkVaultKeys(), ...checkKeyFile(path.join(env().dataDir, 'vault-keys'))]
}

async function checkVaultKeys(): Promise<Finding> {
  const { vaultKeys, databaseUrl } = env()
  const owner = await connectOwner(databaseUrl)
  try {
    const rows = await owner.rows<{ id: string }>('SELECT DISTINCT instance_key_id AS id FROM data_key ORDER BY 1')
    const lost = rows.map((row) => row.id).filter((id) => !vaultKeys.all.has(id))
    if (lost.length > 0) {
      return bad(
        `the database holds secrets sealed with the vault key ${lost.join(', ')}, which is not given`,
        'put the file vault-keys of this database back into DATA_DIR, or add that key to VAULT_KEYS',
      )
    }
    const old = rows.map((row) => row.id).filter((id) => id !== vaultKeys.current.id)
    if (old.length > 0)
      return note(
        `the vault opens everything; ${old.join(', ')} is no longer the newest key`,
        'keep the older keys until everything was sealed anew',
      )
    return good(rows.length === 0 ? 'the vault has a key; nothing is sealed yet' : 'the vault opens everything that is sealed')
  } finally {
    await owner.close()
  }
}

/** The file `npm start` makes; keys given in another way are the operator's to guard. */
function checkKeyFile(file: string): Finding[] {
  if (process.platform === 'win32') return []
  const mode = fs.statSync(file, { throwIfNoEntry: false })?.mode
  if (mode === undefined || (mode & 0o077) === 0) return []
  return [bad(`others on this machine may read ${file}`, `run: chmod 600 ${file}`)]
}
