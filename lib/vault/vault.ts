import { createHmac, hkdfSync } from 'node:crypto'
import { env } from '@/lib/env'
import type { Db } from '@/lib/db'
import { openDataKeys, type DataKeys } from './data-key'
import { openBytes, sealBytes, VaultError } from './envelope'

/** Where a sealed value lives. Authenticated with it: moved to another row, column or household it does not open. */
export type Place = { readonly table: string; readonly column: string; readonly rowId: string }

export type Vault = {
  /** Seals text for one place; every call gives another envelope. */
  seal(place: Place, text: string): string
  /** @throws VaultError when the envelope was changed, moved or sealed with a key that is gone */
  open(place: Place, sealed: string): string
  /** The same text gives the same index within a household and purpose, and tells nothing without its key (43 characters). */
  blindIndex(purpose: string, text: string): string
}

/**
 * The vault of one household; makes its data key at first use. Call inside a transaction of that household,
 * and keep what `open` answers in one function's scope.
 * @throws VaultError when no instance key opens the household's data key
 */
export async function openVault(db: Db, householdId: string): Promise<Vault> {
  return createVault(householdId, await openDataKeys(db, householdId, env().vaultKeys))
}

export function createVault(householdId: string, keys: DataKeys): Vault {
  const indexKey = Buffer.from(hkdfSync('sha256', keys.first.key, householdId, 'saldo blind index v1', 32))
  const context = (place: Place) => ['value', place.table, place.column, place.rowId, householdId]
  return {
    seal: (place, text) => sealBytes(keys.first.key, keys.first.id, context(place), Buffer.from(text, 'utf8')),
    open: (place, sealed) => decodeText(openBytes((id) => keys.all.get(id), context(place), sealed)),
    blindIndex: (purpose, text) =>
      createHmac('sha256', indexKey)
        .update(JSON.stringify([purpose, text]))
        .digest('base64url'),
  }
}

function decodeText(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new VaultError()
  }
}
