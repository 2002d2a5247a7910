import type { Db } from '@/lib/db'
import type { StepUpMethod } from '@/lib/households/step-up-method'
import type { Viewer } from '@/lib/households/viewer'

/**
 * After a factor was added or taken away: proofs given elsewhere end, they may have been by something weaker. The one that was just
 * needed here goes on as if it had been by `by`, and grows no younger.
 */
export async function adoptFactor(db: Db, { householdId, userId, loginSessionId }: Viewer, by: StepUpMethod | null): Promise<void> {
  await db.loginSession.updateMany({
    where: { householdId, userId, id: { not: loginSessionId } },
    data: { steppedUpAt: null, steppedUpBy: null },
  })
  if (by === null) return
  await db.loginSession.updateMany({
    where: { householdId, userId, id: loginSessionId, steppedUpAt: { not: null } },
    data: { steppedUpBy: by },
  })
}
