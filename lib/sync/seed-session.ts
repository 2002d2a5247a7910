import { upsertAccounts, type UpsertedAccount } from '@/lib/accounts/upsert-accounts'
import type { Credentials, PortAccount } from '@/lib/banking/port'
import { sealCredentials } from '@/lib/bank-sessions/credentials'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { openVault } from '@/lib/vault/vault'

export type SeededSession = { readonly bankSessionId: string; readonly accounts: readonly UpsertedAccount[] }

type SeedOptions = { readonly now: Date; readonly credentials?: Credentials; readonly requiredPsuHeaders?: string[] }

/** For tests and benchmarks: an authorised access of a member with its accounts, all of them kept. */
export function seedSession(
  { householdId, memberId }: { householdId: string; memberId: string },
  accounts: readonly PortAccount[],
  { now, credentials = { sessionId: 'a session' }, requiredPsuHeaders = [] }: SeedOptions,
): Promise<SeededSession> {
  const bankSessionId = newId(now)
  const aspsp = { name: 'Saaristo Bank', country: 'FI' }
  return asSystem(householdId, async (db) => {
    const vault = await openVault(db, householdId)
    await db.bankSession.create({
      data: {
        ...{ householdId, id: bankSessionId, memberId, connectorId: 'enable-banking', aspspName: aspsp.name, aspspCountry: aspsp.country },
        ...{ psuType: 'personal', requiredPsuHeaders, status: 'authorized', authorizedAt: now },
        sealedCredentials: sealCredentials(vault, bankSessionId, credentials),
        validUntil: new Date(now.getTime() + 90 * 86_400_000),
      },
    })
    const written = await upsertAccounts(db, vault, { householdId, memberId, bankSessionId, aspsp, isDemo: false, now }, accounts)
    await db.account.updateMany({ where: { householdId, id: { in: written.map(({ accountId }) => accountId) } }, data: { choice: 'kept' } })
    return { bankSessionId, accounts: written }
  })
}
