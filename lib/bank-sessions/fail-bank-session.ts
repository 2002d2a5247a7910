import type { Db } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'

export type FailedAttempt = {
  readonly bankSessionId: string
  readonly attemptId: string
  readonly outcome: 'declined' | 'failed'
  /** A BankError kind or a word of ours; an OAuth error code for what the bank's page said. */
  readonly reason: string
  readonly now: Date
}

/** Marks a trip to the bank that brought no access. Only a pending one fails; what is authorised stays so. */
export async function failBankSession(
  db: Db,
  { householdId, memberId }: { householdId: string; memberId: string },
  { bankSessionId, attemptId, outcome, reason, now }: FailedAttempt,
): Promise<void> {
  await db.bankSession.updateMany({
    where: { householdId, id: bankSessionId, status: 'pending' },
    data: { status: 'failed', endedAt: now, endReason: reason },
  })
  await db.authorizationAttempt.updateMany({
    where: { householdId, id: attemptId },
    data: { usedAt: now, outcome: `${outcome}:${reason}` },
  })
  await recordAudit(db, { householdId, memberId, kind: `consent_${outcome}`, subjectId: bankSessionId, facts: { reason }, now })
}
