import { asViewer } from '@/lib/db'
import { requireAccountLevel } from './access'
import type { Viewer } from './viewer'

/**
 * The member says whether an account that its bank no longer shares goes on counting in their own totals; asked once.
 * @throws AppError not_found when there is no such account for this viewer
 */
export async function decideUnshared(
  viewer: Viewer,
  { accountId, include }: { accountId: string; include: boolean },
  now: Date,
): Promise<void> {
  await asViewer(viewer, async (db) => {
    await requireAccountLevel(db, viewer, accountId, 'view')
    const key = { householdId: viewer.householdId, accountId, memberId: viewer.memberId }
    const decision = { includeInTotals: include, unsharedDecidedAt: now }
    await db.accountAccess.upsert({
      where: { householdId_accountId_memberId: key },
      create: { ...key, ...decision },
      update: decision,
    })
  })
}
