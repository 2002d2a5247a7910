import { endAccessAtBank } from '@/lib/bank-sessions/end-bank-session'
import { giveUpPending } from '@/lib/bank-sessions/give-up-pending'
import { openPsuContext } from '@/lib/bank-sessions/sealed-psu-context'
import { asSystem } from '@/lib/db'
import type { Jobs, Tasks } from '@/lib/jobs'
import { openVault } from '@/lib/vault/vault'
import { runSync } from './run'

/** What each job does. A handler that throws is tried again by the queue, later and later. */
export const syncTasks: Tasks = {
  'sync-bank-session': syncBankSession,
  'end-access-at-bank': endAccessAtBank,
  'give-up-pending': (payload) => giveUpPending(payload, new Date()),
}

async function syncBankSession({ householdId, bankSessionId, trigger, sealedPsuContext }: Jobs['sync-bank-session']): Promise<void> {
  const psuContext = await asSystem(householdId, async (db) =>
    openPsuContext(await openVault(db, householdId), bankSessionId, { sealed: sealedPsuContext, now: new Date() }),
  )
  const report = await runSync({ householdId, bankSessionId, trigger, psuContext, now: () => new Date() })
  // A lease left by a process that died runs out within minutes: come back then instead of dropping the wish.
  if (report.outcome === 'skipped' && report.reason === 'busy') throw new Error('bank session is being read')
}
