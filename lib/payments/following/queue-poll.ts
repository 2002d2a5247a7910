import type { Db } from '@/lib/db'
import { enqueue } from '@/lib/jobs'

/** Asks the bank again at that time, and not at any other. */
export async function queuePoll(db: Db, { householdId, id }: { householdId: string; id: string }, runAt: Date): Promise<void> {
  await enqueue(db, 'poll-payment', { householdId, paymentId: id }, { key: `poll-payment:${id}`, runAt, isPatient: true })
}
