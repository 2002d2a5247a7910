import { AppError } from '@/lib/core/errors'
import { asSystem, type Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import { mayDo, type Viewer } from '@/lib/households/viewer'

/** Takes everything invented out of the household again: accounts with all that hangs on them, accesses, reads and the partner. */
export async function removeDemo(viewer: Viewer): Promise<void> {
  if (!mayDo(viewer, 'connect_banks')) throw new AppError('not_allowed')
  const { householdId, memberId } = viewer
  await asSystem(
    householdId,
    async (db) => {
      await removeAccounts(db, householdId)
      await removeSessions(db, householdId)
      const { count } = await db.member.deleteMany({ where: { householdId, isDemo: true } })
      if (count > 0) await recordAudit(db, { householdId, memberId, kind: 'demo_removed' })
    },
    { timeoutMs: 60_000 },
  )
}

/** Rows with a foreign key to the account go with it; those without are named here. */
async function removeAccounts(db: Db, householdId: string): Promise<void> {
  const accounts = await db.account.findMany({ where: { householdId, isDemo: true }, select: { id: true } })
  const accountId = { in: accounts.map(({ id }) => id) }
  await db.referenceTrust.deleteMany({ where: { householdId, accountId } })
  await db.syncRunAccount.deleteMany({ where: { householdId, accountId } })
  await db.account.deleteMany({ where: { householdId, isDemo: true } })
}

async function removeSessions(db: Db, householdId: string): Promise<void> {
  const sessions = await db.bankSession.findMany({ where: { householdId, isDemo: true }, select: { id: true } })
  const bankSessionId = { in: sessions.map(({ id }) => id) }
  await db.authorizationAttempt.deleteMany({ where: { householdId, bankSessionId } })
  await db.bankCall.deleteMany({ where: { householdId, bankSessionId } })
  await db.syncRun.deleteMany({ where: { householdId, bankSessionId } })
  await db.bankSession.deleteMany({ where: { householdId, isDemo: true } })
}

/** Whether there is invented data to take away. */
export async function hasDemo({ householdId }: Viewer): Promise<boolean> {
  return asSystem(householdId, async (db) => (await db.member.count({ where: { householdId, isDemo: true } })) > 0)
}
