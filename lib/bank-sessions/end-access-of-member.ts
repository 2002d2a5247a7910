import { asSystem } from '@/lib/db'
import { closeAccess } from './end-bank-session'

/** Ends every access of a member who has been removed, here at once and at the banks by jobs. Answers how many there were. */
export async function endAccessOfMember(householdId: string, memberId: string, now: Date): Promise<number> {
  return asSystem(householdId, async (db) => {
    const sessions = await db.bankSession.findMany({ where: { householdId, memberId, status: { notIn: ['closed', 'failed'] } } })
    for (const session of sessions) await closeAccess(db, session, { reason: 'member_removed', now })
    return sessions.length
  })
}
