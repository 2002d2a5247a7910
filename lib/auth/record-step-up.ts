import { asViewer } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import type { StepUpMethod } from '@/lib/households/step-up-method'
import type { Viewer } from '@/lib/households/viewer'
import { hashSecret, newSecret } from '@/lib/vault/secret'

/** Two tabs that prove at the same moment must not take each other's cookie away: within it one rotation is enough. */
const ROTATION_MS = 60_000

/**
 * Marks this login session as proven now and gives it a new token for its cookie, so that one copied before the proof gains nothing.
 * Answers the token, or null when it was changed less than a minute ago.
 */
export async function recordStepUp(viewer: Viewer, method: StepUpMethod, now: Date): Promise<string | null> {
  const { householdId, userId, memberId, loginSessionId } = viewer
  const token = newSecret()
  const rotationDue = new Date(now.getTime() - ROTATION_MS)
  return asViewer(viewer, async (db) => {
    await db.$executeRaw`
      UPDATE login_session SET stepped_up_at = ${now}, stepped_up_by = ${method}
       WHERE household_id = ${householdId}::uuid AND id = ${loginSessionId}::uuid AND user_id = ${userId}::uuid`
    const rotated = await db.$executeRaw`
      UPDATE login_session SET previous_token_hash = token_hash, token_hash = ${hashSecret(token)}, rotated_at = ${now}
       WHERE household_id = ${householdId}::uuid AND id = ${loginSessionId}::uuid AND user_id = ${userId}::uuid
         AND (rotated_at IS NULL OR rotated_at <= ${rotationDue})`
    await recordAudit(db, { householdId, memberId, kind: 'stepped_up', facts: { method }, now })
    return rotated === 1 ? token : null
  })
}
