import { AppError } from '@/lib/core/errors'
import { findRelyingParty } from '@/lib/core/relying-party'
import { asViewer, type Db } from '@/lib/db'
import { env } from '@/lib/env'
import type { StepUpMethod } from './step-up-method'
import type { Viewer } from './viewer'

export type StepUp = {
  readonly isFresh: boolean
  /** When a fresh proof stops counting. */
  readonly until: Date | null
  /** With what this person proves it, best first. */
  readonly methods: readonly StepUpMethod[]
}

const FRESH_MS = 5 * 60_000

/**
 * Money and security need a proof that it is still this person, at most five minutes old, given in this login session (lib/auth).
 * Signing in is no such proof: it may have been somebody else's finger on a machine that was left open.
 * @throws AppError step_up_needed
 */
export async function requireStepUp(viewer: Viewer, now = new Date()): Promise<void> {
  const { isFresh } = await findStepUp(viewer, now)
  if (!isFresh) throw new AppError('step_up_needed')
}

/** How it stands with the viewer's proof, and with what it can be given. */
export function findStepUp(viewer: Viewer, now = new Date()): Promise<StepUp> {
  return asViewer(viewer, (db) => readStepUp(db, viewer, now))
}

/** The same inside a transaction of the viewer. */
export async function readStepUp(db: Db, viewer: Viewer, now: Date): Promise<StepUp> {
  const { householdId, userId, loginSessionId } = viewer
  const session = await db.loginSession.findFirst({
    where: { householdId, userId, id: loginSessionId, revokedAt: null },
    select: { steppedUpAt: true, steppedUpBy: true },
  })
  const methods = await listMethods(db, viewer)
  const until = session?.steppedUpAt ? new Date(session.steppedUpAt.getTime() + FRESH_MS) : null
  const isFresh = !viewer.isFormerToken && until !== null && now < until && methods.some((method) => method === session?.steppedUpBy)
  return { isFresh, until: isFresh ? until : null, methods }
}

/**
 * A passkey when there is one that works at this address, beside it or instead of it an authenticator app, and the password for
 * who has neither: what is set is never replaced by something weaker.
 */
async function listMethods(db: Db, { householdId, userId }: Viewer): Promise<readonly StepUpMethod[]> {
  const party = findRelyingParty(env().appUrl)
  const passkeys = typeof party === 'string' ? 0 : await db.passkey.count({ where: { householdId, userId, rpId: party.id } })
  const totp = await db.totpFactor.count({ where: { householdId, userId, confirmedAt: { not: null } } })
  const set = [...(passkeys > 0 ? (['passkey'] as const) : []), ...(totp > 0 ? (['totp'] as const) : [])]
  return set.length > 0 ? set : ['password']
}
