import { getBank, type Simulation } from '../../simulation'
import type { Application, Session } from '../../state'
import { quirksOf, type Quirks } from '../../personalities'
import type { Account } from '../../world/account'
import type { Bank } from '../../world/bank'
import { ApiError } from './errors'
import { checkPsuHeaders } from './psu-headers'
import { requireUuid } from './request-fields'
import { sessionError, sessionStatus } from './sessions'
import { rateLimited } from './rate-limit'

/** An account as one session may read it right now. */
export type ReadableAccount = {
  readonly account: Account
  readonly session: Session
  readonly uid: string
  readonly bank: Bank
  readonly quirks: Quirks
  /** The person is there: their headers were sent. */
  readonly attended: boolean
}

export type ReadRequest = { readonly uid: string; readonly headers: Headers }

/** Finds the account behind a session's id, and refuses when the session does not allow reading any more. */
export function requireReadable(simulation: Simulation, application: Application, { uid, headers }: ReadRequest): ReadableAccount {
  const { state, world } = simulation
  const id = requireUuid(uid, 'path.account_id')
  const session = state.sessionByUid.get(id)
  if (!session || session.applicationId !== application.id) throw new ApiError('ACCOUNT_DOES_NOT_EXIST')
  const status = sessionStatus(simulation, session)
  if (status !== 'AUTHORIZED') throw new ApiError(sessionError(status))
  const account = world.accounts.get(session.accounts.find((candidate) => candidate.uid === id)!.accountKey)!
  const bank = getBank(simulation, session.bankSlug)
  return { account, session, uid: id, bank, quirks: quirksOf(bank.personality), attended: checkPsuHeaders(bank, headers) }
}

/**
 * Counts a read without the person against the day's number, which belongs to the account and the consent.
 * To be called once everything else about the request was found right: refused calls do not count.
 */
export function countRead(simulation: Simulation, { account, session, bank, quirks, attended }: ReadableAccount, kind: string): void {
  if (attended) return
  const { state, settings, now } = simulation
  if (quirks.attended === 'required') throw rateLimited(bank, now())
  const day = now().toISOString().slice(0, 10)
  const key = [day, session.id, account.key, quirks.quotaCounts === 'call' ? 'any' : kind].join(' ')
  const used = state.unattendedReads.get(key) ?? 0
  if (used >= settings.unattendedReadsPerDay) throw rateLimited(bank, now())
  for (const known of state.unattendedReads.keys()) if (!known.startsWith(day)) state.unattendedReads.delete(known)
  state.unattendedReads.set(key, used + 1)
  simulation.changed()
}
