import { checkAccess } from '@/lib/bank-sessions/check-access'
import { endAccessAtBank } from '@/lib/bank-sessions/end-access-at-bank'
import { giveUpPending } from '@/lib/bank-sessions/give-up-pending'
import { openPsuContext } from '@/lib/bank-sessions/sealed-psu-context'
import type { PsuContext } from '@/lib/banking/port'
import { asSystem } from '@/lib/db'
import { enqueue, type Jobs, type SyncTasks } from '@/lib/jobs'
import { openVault } from '@/lib/vault/vault'
import { forgetOld } from './forget-old'
import { recordRefusal } from './record-refusal'
import { runSync, type SyncReport } from './run'
import { tendBankSessions } from './tend-bank-sessions'

/** What each job does. A handler that throws is tried again by the queue, later and later. */
export const syncTasks: SyncTasks = {
  'sync-bank-session': syncBankSession,
  'end-access-at-bank': (payload) => endAccessAtBank(payload, new Date()),
  'check-access': (payload) => checkAccess(payload, new Date()),
  'give-up-pending': (payload) => giveUpPending(payload, new Date()),
  'tend-bank-sessions': async () => void (await tendBankSessions(new Date())),
  'forget-old': async () => void (await forgetOld()),
}

async function syncBankSession(job: Jobs['sync-bank-session']): Promise<void> {
  const { householdId, bankSessionId, trigger, sealedPsuContext } = job
  const psuContext = sealedPsuContext === undefined ? null : await openSealed(job)
  const report = await runSync({ householdId, bankSessionId, trigger, psuContext, now: () => new Date() })
  if (report.outcome === 'skipped') await answerSkipped(job, report)
}

async function answerSkipped(job: Jobs['sync-bank-session'], skipped: Extract<SyncReport, { outcome: 'skipped' }>): Promise<void> {
  if (skipped.reason === 'busy') return comeBack(job, skipped.until)
  // Who took the lease from this reading began after it, and so after the wish: that reading is the answer.
  if (job.trigger === 'scheduled' || skipped.reason === 'lease_lost') return
  await recordRefusal({ ...job, trigger: job.trigger }, skipped.reason, new Date())
}

function openSealed({ householdId, bankSessionId, sealedPsuContext: sealed }: Jobs['sync-bank-session']): Promise<PsuContext | null> {
  return asSystem(householdId, async (db) => openPsuContext(await openVault(db, householdId), bankSessionId, { sealed, now: new Date() }))
}

const LOOK_AGAIN_MS = 2_000

/**
 * Somebody reads the access, or died while reading it: looked at again instead of dropping the wish. A person's soon, because most
 * readings take seconds; a planned one when the lease is over.
 */
function comeBack(job: Jobs['sync-bank-session'], until: Date): Promise<void> {
  const isPlanned = job.trigger === 'scheduled'
  const key = `${isPlanned ? 'plan' : 'sync'}:${job.bankSessionId}`
  const atEnd = until.getTime() + 500
  const runAt = new Date(isPlanned ? atEnd : Math.min(atEnd, Date.now() + LOOK_AGAIN_MS))
  return asSystem(job.householdId, (db) => enqueue(db, 'sync-bank-session', job, { key, runAt }))
}
