import { notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { findRelyingParty } from '@/lib/core/relying-party'
import { asViewer, type Db } from '@/lib/db'
import { env } from '@/lib/env'
import { recordAudit } from '@/lib/households/audit'
import { readStepUp, requireStepUp } from '@/lib/households/step-up'
import type { Viewer } from '@/lib/households/viewer'
import { adoptFactor } from './adopt-factor'

export type PasskeyDto = {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  /** Made for another address of this Saldo: of no use here. */
  readonly isForAnotherAddress: boolean
}

/** The viewer's own passkeys, oldest first. */
export async function listPasskeys(viewer: Viewer): Promise<PasskeyDto[]> {
  const party = findRelyingParty(env().appUrl)
  const rows = await asViewer(viewer, (db) =>
    db.passkey.findMany({
      where: { householdId: viewer.householdId, userId: viewer.userId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true, createdAt: true, lastUsedAt: true, rpId: true },
    }),
  )
  return rows.map(({ rpId, ...row }) => ({ ...row, isForAnotherAddress: typeof party === 'string' || rpId !== party.id }))
}

/** @throws AppError not_found */
export async function renamePasskey(viewer: Viewer, { passkeyId, name }: { passkeyId: string; name: string }): Promise<void> {
  if (!isUuid(passkeyId)) throw notFound('passkey')
  const { count } = await asViewer(viewer, (db) => db.passkey.updateMany({ where: own(viewer, passkeyId), data: { name } }))
  if (count === 0) throw notFound('passkey')
}

/**
 * Forgets a passkey: nobody signs in or proves anything with it again. Takes a fresh proof.
 * @throws AppError step_up_needed · not_found
 */
export async function removePasskey(viewer: Viewer, passkeyId: string, now = new Date()): Promise<void> {
  await requireStepUp(viewer, now)
  if (!isUuid(passkeyId)) throw notFound('passkey')
  await asViewer(viewer, async (db) => {
    const { count } = await db.passkey.deleteMany({ where: own(viewer, passkeyId) })
    if (count === 0) throw notFound('passkey')
    await adoptFactor(db, viewer, await findBest(db, viewer, now))
    await recordAudit(db, { ...viewer, kind: 'passkey_removed', subjectId: passkeyId, now })
  })
}

/** With what the proof that was just given counts on, when the factor it was given by is gone. */
async function findBest(db: Db, viewer: Viewer, now: Date) {
  const { isFresh, methods } = await readStepUp(db, viewer, now)
  return isFresh ? null : (methods[0] ?? null)
}

function own({ householdId, userId }: Viewer, id: string) {
  return { householdId, userId, id }
}
