import type { BankErrorKind } from '@/lib/banking/errors'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import type { NotRead } from './open-run'

type Wish = { readonly householdId: string; readonly bankSessionId: string; readonly trigger: 'first' | 'interactive' }

const KINDS: Partial<Record<NotRead['reason'], BankErrorKind>> = {
  over: 'consent_closed',
  expired: 'consent_expired',
  blocked: 'rate_limited',
  quota: 'rate_limited',
}

/** Somebody waits for this reading, and nothing was asked of the bank: it is written down as a reading that failed, so that they hear. */
export async function recordRefusal({ householdId, bankSessionId, trigger }: Wish, reason: NotRead['reason'], now: Date): Promise<void> {
  await asSystem(householdId, (db) =>
    db.syncRun.create({
      data: {
        ...{ householdId, id: newId(now), bankSessionId, trigger, psuPresent: false, leaseToken: 0n },
        ...{ startedAt: now, finishedAt: now, outcome: 'failed', errorKind: KINDS[reason] ?? null },
      },
    }),
  )
}
