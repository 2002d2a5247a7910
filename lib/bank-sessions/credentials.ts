import type { Credentials } from '@/lib/banking/port'
import type { Vault } from '@/lib/vault/vault'

/** What opens an access at the bank, as the vault keeps it in `bank_session.sealed_credentials`. */
export function sealCredentials(vault: Vault, bankSessionId: string, credentials: Credentials): string {
  return vault.seal(placeOf(bankSessionId), JSON.stringify(credentials))
}

/** Keep the answer within one function's scope. @throws VaultError when the envelope was changed or moved */
export function openCredentials(vault: Vault, bankSessionId: string, sealed: string): Credentials {
  return JSON.parse(vault.open(placeOf(bankSessionId), sealed)) as Credentials
}

function placeOf(bankSessionId: string) {
  return { table: 'bank_session', column: 'sealed_credentials', rowId: bankSessionId }
}
