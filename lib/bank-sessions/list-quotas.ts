import type { Db } from '@/lib/db'
import type { QuotaDto } from './bank-session-dto'
import { listUnattendedReads, mostRead } from './unattended-reads'

type Counted = { readonly id: string; readonly readsPerDay: number }

/** What the automatic reads of each access come to, as the schedule counts them: for its account that was read least. */
export async function listQuotas(db: Db, householdId: string, sessions: readonly Counted[], now: Date): Promise<Map<string, QuotaDto>> {
  const quotas = new Map<string, QuotaDto>()
  for (const { id, readsPerDay } of sessions) {
    const kept = { householdId, bankSessionId: id, state: { not: 'ended' }, account: { choice: 'kept' } }
    const feeds = await db.accountFeed.findMany({ where: kept, select: { accountId: true } })
    if (feeds.length === 0) continue
    const reads = await listUnattendedReads(db, { householdId, accountIds: feeds.map(({ accountId }) => accountId), now })
    const used = Math.min(...[...reads.values()].map((account) => mostRead(account).length))
    quotas.set(id, { used: Math.min(used, readsPerDay), all: readsPerDay })
  }
  return quotas
}
