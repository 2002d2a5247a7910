import { getBank, type Simulation } from '../../simulation'
import type { Application, Session } from '../../state'
import { quirksOf } from '../../personalities'
import type { Quirks } from '../../quirks'
import type { Account } from '../../world/account'
import type { Bank } from '../../world/bank'
import { ApiError } from './errors'
import { checkPsuHeaders } from './psu-headers'
import { requireUuid } from './request-fields'
import { sessionError, sessionStatus } from './session-status'

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

/** Finds the account behind a session's id, and refuses when the session or the account does not allow reading any more. */
export function requireReadable(simulation: Simulation, application: Application, { uid, headers }: ReadRequest): ReadableAccount {
  const { state, world, identities, now } = simulation
  const id = requireUuid(uid, 'path.account_id')
  const session = state.sessionByUid.get(id)
  if (!session || session.applicationId !== application.id) throw new ApiError('ACCOUNT_DOES_NOT_EXIST')
  const status = sessionStatus(simulation, session)
  if (status !== 'AUTHORIZED') throw new ApiError(sessionError(status))
  if (session.endedUnsaid) throw deadAtBank()
  const known = world.accounts.get(session.accounts.find((candidate) => candidate.uid === id)!.accountKey)!
  if (identities.asOf(known, now().getTime()).standing === 'closed') throw new ApiError('ASPSP_ACCOUNT_NOT_ACCESSIBLE')
  const { account } = identities.asOf(known, session.authorizedAt)
  const bank = getBank(simulation, session.bankSlug)
  const quirks = quirksOf(bank.personality)
  return { account, session, uid: id, bank, quirks, attended: checkPsuHeaders(bank, headers) }
}

/** The bank's own 401, wrapped: the interface does not know that the consent is gone. */
function deadAtBank(): ApiError {
  const error_data = { code: 'CONSENT_INVALID', status: 401, message: 'Unauthorized' }
  return new ApiError('ASPSP_ERROR', { detail: { message: 'Unauthorized', error_name: 'ASPSPException', error_data } })
}
