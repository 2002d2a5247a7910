import type { AccountKey } from '@/lib/accounts/store-lookup'
import type { Db } from '@/lib/db'
import type { Trust } from './delivery'

/** What is known of the account's references; a new account starts from what the household's others at the bank taught. */
export async function findTrust(db: Db, account: AccountKey): Promise<Trust> {
  const { householdId, accountId } = account
  const row = await db.referenceTrust.findUnique({ where: { householdId_accountId: { householdId, accountId } } })
  return row ? toTrust(row.trust) : findTrustOfBank(db, account)
}

/** Distrust weighs as much as trust: reading by content alone loses nothing, believing changing references does. */
async function findTrustOfBank(db: Db, { householdId, accountId }: AccountKey): Promise<Trust> {
  const [counts] = await db.$queryRaw<{ stable: number; unstable: number }[]>`
    SELECT count(*) FILTER (WHERE r.trust = 'stable')::int AS stable, count(*) FILTER (WHERE r.trust = 'unstable')::int AS unstable
      FROM account a
      JOIN account o ON o.household_id = a.household_id AND o.aspsp_name = a.aspsp_name AND o.aspsp_country = a.aspsp_country
      JOIN reference_trust r ON r.household_id = o.household_id AND r.account_id = o.id
     WHERE a.household_id = ${householdId}::uuid AND a.id = ${accountId}::uuid`
  if (!counts || counts.stable + counts.unstable === 0) return 'unknown'
  return counts.unstable >= counts.stable ? 'unstable' : 'stable'
}

function toTrust(text: string): Trust {
  return text === 'stable' || text === 'unstable' ? text : 'unknown'
}

/** Keeps what a delivery taught; the counts add up over the deliveries that taught something. */
export async function storeTrust(
  db: Db,
  { householdId, accountId }: AccountKey,
  { trust, kept, changed, now }: { trust: Trust; kept: number; changed: number; now: Date },
): Promise<void> {
  await db.referenceTrust.upsert({
    where: { householdId_accountId: { householdId, accountId } },
    create: { householdId, accountId, trust, kept, changed, updatedAt: now },
    update: { trust, kept: { increment: kept }, changed: { increment: changed }, updatedAt: now },
  })
}
