import type { AccountKey } from '@/lib/accounts/store-lookup'
import type { Db } from '@/lib/db'
import type { Trust } from './delivery'

export async function findTrust(db: Db, { householdId, accountId }: AccountKey): Promise<Trust> {
  const row = await db.referenceTrust.findUnique({ where: { householdId_accountId: { householdId, accountId } } })
  return row?.trust === 'stable' || row?.trust === 'unstable' ? row.trust : 'unknown'
}

/** Keeps what a delivery taught, with the counts it was learned from. */
export async function storeTrust(
  db: Db,
  { householdId, accountId }: AccountKey,
  { trust, kept, changed, now }: { trust: Trust; kept: number; changed: number; now: Date },
): Promise<void> {
  const facts = { trust, kept, changed, updatedAt: now }
  await db.referenceTrust.upsert({
    where: { householdId_accountId: { householdId, accountId } },
    create: { householdId, accountId, ...facts },
    update: facts,
  })
}
