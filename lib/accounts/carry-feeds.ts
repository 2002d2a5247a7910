import type { Db } from '@/lib/db'

type Renewal = { readonly householdId: string; readonly bankSessionId: string; readonly renewedIds: readonly string[] }

/**
 * What a renewed access knew of its accounts goes on with the new one: which days are held, where a reading stopped, how the
 * bank wants to be asked. So the first reading takes up where the last one ended. Acts for the system.
 */
export async function carryFeeds(db: Db, { householdId, bankSessionId, renewedIds }: Renewal): Promise<void> {
  await db.$executeRaw`
    UPDATE account_feed n
       SET history_from = o.history_from, read_until = o.read_until, dialect = o.dialect,
           frontier_day = o.frontier_day, frontier_from = o.frontier_from, frontier_until = o.frontier_until
      FROM (SELECT DISTINCT ON (f.account_id) f.* FROM account_feed f
             WHERE f.household_id = ${householdId}::uuid AND f.bank_session_id = ANY (${renewedIds}::uuid[])
             ORDER BY f.account_id, f.read_until DESC NULLS LAST, f.id DESC) o
     WHERE n.household_id = ${householdId}::uuid AND n.bank_session_id = ${bankSessionId}::uuid AND n.account_id = o.account_id
       AND n.read_until IS NULL`
}

/** Accounts this member was offered before and did not want; to be asked before they are connected again. */
export async function listDeclined(db: Db, { householdId, memberId }: { householdId: string; memberId: string }): Promise<string[]> {
  const own = await db.bankSession.findMany({ where: { householdId, memberId }, select: { id: true } })
  const rows = await db.accountAccess.findMany({
    where: {
      ...{ householdId, memberId, holder: false },
      account: { choice: { not: 'offered' }, feeds: { some: { bankSessionId: { in: own.map(({ id }) => id) } } } },
    },
    select: { accountId: true },
  })
  return rows.map(({ accountId }) => accountId)
}

type Declined = {
  readonly householdId: string
  readonly memberId: string
  readonly bankSessionId: string
  readonly accountIds: readonly string[]
}

/** A new access changes no choice: what the member did not want stays unread through them, until they keep it after all. */
export async function stayDeclined(db: Db, { householdId, memberId, bankSessionId, accountIds }: Declined): Promise<void> {
  const ids = [...accountIds]
  await db.accountFeed.updateMany({
    where: { householdId, bankSessionId, accountId: { in: ids }, state: 'active' },
    data: { state: 'ended' },
  })
  await db.accountAccess.updateMany({ where: { householdId, memberId, accountId: { in: ids } }, data: { holder: false } })
}
