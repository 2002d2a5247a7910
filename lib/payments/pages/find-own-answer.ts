import { isUuid } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { APPROVAL_DECISIONS, type ApprovalDecision } from '@/lib/payments/rules/approve-payment'

/** What the viewer answered when a payment waited for a second person; also of one that is out of their sight since. Null: nothing. */
export async function findOwnAnswer({ householdId, memberId }: Viewer, paymentId: string): Promise<ApprovalDecision | null> {
  if (!isUuid(paymentId)) return null
  const answer = await asSystem(householdId, (db) =>
    db.paymentApproval.findFirst({
      where: { householdId, paymentId, memberId },
      orderBy: { decidedAt: 'desc' },
      select: { decision: true },
    }),
  )
  return APPROVAL_DECISIONS.find((decision) => decision === answer?.decision) ?? null
}
