import { asViewer } from '@/lib/db'
import { recordAudit } from '@/lib/households/audit'
import type { Permission, Viewer } from '@/lib/households/viewer'

/** Leaves a trace of somebody trying what their role does not allow. */
export async function recordDenial(viewer: Viewer, permission: Permission): Promise<void> {
  await asViewer(viewer, (db) => recordAudit(db, { ...viewer, kind: 'access_denied', facts: { permission } }))
}
