import { asViewer } from '@/lib/db'
import type { StepUpMethod } from '@/lib/households/step-up-method'
import type { Viewer } from '@/lib/households/viewer'

/** The viewer has just proved that it is them. */
export async function proveStepUp(viewer: Viewer, now = new Date(), by: StepUpMethod = 'password'): Promise<void> {
  const { householdId, loginSessionId } = viewer
  await asViewer(viewer, (db) =>
    db.loginSession.updateMany({ where: { householdId, id: loginSessionId }, data: { steppedUpAt: now, steppedUpBy: by } }),
  )
}
