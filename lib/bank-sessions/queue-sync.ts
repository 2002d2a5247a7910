import type { PsuContext } from '@/lib/banking/port'
import type { Db } from '@/lib/db'
import { enqueue } from '@/lib/jobs'
import { openVault } from '@/lib/vault/vault'
import { sealPsuContext } from './sealed-psu-context'

export type SyncWish = {
  readonly householdId: string
  readonly bankSessionId: string
  readonly trigger: 'first' | 'interactive'
  readonly psuContext: PsuContext | null
  readonly now: Date
}

/** Queues one reading of an access inside the caller's transaction; asking again while it waits replaces it. */
export async function queueSync(db: Db, { householdId, bankSessionId, trigger, psuContext, now }: SyncWish): Promise<void> {
  const payload = { householdId, bankSessionId, trigger }
  const sealedPsuContext = psuContext && sealPsuContext(await openVault(db, householdId), bankSessionId, { psuContext, now })
  await enqueue(db, 'sync-bank-session', sealedPsuContext ? { ...payload, sealedPsuContext } : payload, { key: `sync:${bankSessionId}` })
}

/** Queues the next unattended reading of an access. There is one: planning again replaces it. */
export async function queuePlannedSync(
  db: Db,
  { householdId, bankSessionId }: { householdId: string; bankSessionId: string },
  runAt: Date,
): Promise<void> {
  const payload = { householdId, bankSessionId, trigger: 'scheduled' } as const
  await enqueue(db, 'sync-bank-session', payload, { key: `plan:${bankSessionId}`, runAt, isPatient: true })
}
