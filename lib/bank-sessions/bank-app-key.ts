import type { Db } from '@/lib/db'
import { openVault, type Vault } from '@/lib/vault/vault'

type SealedApp = { readonly householdId: string; readonly id: string; readonly sealedPrivateKey: string }

/** The private key of an application (PKCS #8 PEM). Keep it in one function's scope. */
export async function openPrivateKey(db: Db, app: SealedApp): Promise<string> {
  const vault = await openVault(db, app.householdId)
  return vault.open(placeOf(app.id), app.sealedPrivateKey)
}

export function sealPrivateKey(vault: Vault, bankAppId: string, privateKeyPem: string): string {
  return vault.seal(placeOf(bankAppId), privateKeyPem)
}

function placeOf(rowId: string) {
  return { table: 'bank_app', column: 'sealed_private_key', rowId }
}
