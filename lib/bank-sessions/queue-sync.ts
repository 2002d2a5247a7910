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
  const options = { queue: bankQueue(bankSessionId), key: `sync:${bankSessionId}` }
  await enqueue(db, 'sync-bank-session', sealedPsuContext ? { ...payload, sealedPsuContext } : payload, options)
}

/** All work of one access waits in one line, so that no two reads of it ever run side by side. */
export function bankQueue(bankSessionId: string): string {
  return `bank:${bankSessionId}`
}
