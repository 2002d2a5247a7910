import { getBank, newId, type Simulation } from '../../simulation'
import type { Access, Application, Authorization, Session, SessionAccount } from '../../state'
import { endEarlierSessions, endSession } from '../../end-session'
import { quirksOf } from '../../personalities'
import type { Account } from '../../world/account'
import type { Bank } from '../../world/bank'
import { describeAccount } from './account-resource'
import { applyAbsence } from './absence'
import { ApiError } from './errors'
import { checkPsuHeaders } from './psu-headers'
import { printInstant, readBody, requireText, requireUuid } from './request-fields'
import { sessionError, sessionStatus } from './session-status'

const CODE_LIVES_MS = 5 * 60_000

/** POST /sessions: a code, once, for a session with fresh account ids. Account data in full come only here. */
export async function authorizeSession(simulation: Simulation, application: Application, request: Request): Promise<unknown> {
  const code = requireText(await readBody(request), 'code')
  const authorization = [...simulation.state.authorizations.values()].find((candidate) => candidate.code === code)
  if (!authorization || authorization.applicationId !== application.id) throw new ApiError('WRONG_AUTHORIZATION_CODE')
  if (authorization.status === 'EXCHANGED') throw new ApiError('ALREADY_AUTHORIZED')
  const now = simulation.now().getTime()
  if (now - authorization.codeIssuedAt > CODE_LIVES_MS) throw new ApiError('EXPIRED_AUTHORIZATION_CODE')
  const bank = getBank(simulation, authorization.bankSlug)
  const accounts = accountsGranted(simulation, application, authorization)
  authorization.status = 'EXCHANGED'
  if (quirksOf(bank.personality).earlierSession !== 'ends-at-sign-in') endEarlierSessions(simulation, authorization)
  const session = openSession(simulation, { authorization, accounts })
  const uidOf = new Map(session.accounts.map(({ uid, accountKey }) => [accountKey, uid]))
  return applyAbsence(quirksOf(bank.personality), {
    session_id: session.id,
    accounts: accounts.map((account) => describeAccount(simulation, { account, session, uid: uidOf.get(account.key) ?? null })),
    aspsp: { name: bank.name, country: bank.country },
    psu_type: session.psuType,
    access: describeAccess(bank, session.access),
  })
}

/** GET /sessions/{id}; an authorisation not finished yet answers under its own id. */
export function describeSession(simulation: Simulation, application: Application, id: string): unknown {
  const { state } = simulation
  const sessionId = requireUuid(id, 'path.session_id')
  const authorization = state.authorizations.get(sessionId)
  if (authorization && authorization.applicationId === application.id && authorization.status !== 'EXCHANGED') {
    return describePending(getBank(simulation, authorization.bankSlug), authorization)
  }
  const session = requireSession(simulation, application, sessionId)
  const bank = getBank(simulation, session.bankSlug)
  const quirks = quirksOf(bank.personality)
  const print = (instant: number | null) => (instant === null ? null : printInstant(instant, quirks.sessionTimes))
  return applyAbsence(quirks, {
    status: sessionStatus(simulation, session),
    accounts: session.accounts.map(({ uid }) => uid),
    accounts_data: session.accounts.map(({ uid, accountKey }) => {
      const { hashes } = simulation.identities.asOf(simulation.world.accounts.get(accountKey)!, session.authorizedAt).account
      return { uid, identification_hash: hashes[0], identification_hashes: hashes }
    }),
    aspsp: { name: bank.name, country: bank.country },
    psu_type: session.psuType,
    psu_id_hash: session.psuIdHash,
    access: describeAccess(bank, session.access),
    created: print(session.createdAt),
    authorized: print(session.authorizedAt),
    closed: print(session.closedAt),
  })
}

/** DELETE /sessions/{id}: an ended session cannot be closed again. */
export function closeSession(simulation: Simulation, application: Application, { id, headers }: { id: string; headers: Headers }): unknown {
  const session = requireSession(simulation, application, requireUuid(id, 'path.session_id'))
  checkPsuHeaders(getBank(simulation, session.bankSlug), headers)
  const status = sessionStatus(simulation, session)
  if (status !== 'AUTHORIZED') throw new ApiError(sessionError(status), { status: 400 })
  endSession(simulation, session, 'CLOSED')
  return { message: 'OK' }
}

function requireSession({ state }: Simulation, application: Application, id: string): Session {
  const session = state.sessions.get(id)
  if (!session || session.applicationId !== application.id) throw new ApiError('SESSION_DOES_NOT_EXIST')
  return session
}

/** What the person ticked, less what a restricted application has not linked: that vanishes without a word. */
function accountsGranted({ world, identities, now }: Simulation, application: Application, authorization: Authorization): Account[] {
  return authorization.chosenAccounts
    .map((key) => identities.asOf(world.accounts.get(key)!, now().getTime()))
    .filter(({ standing }) => standing === 'open')
    .map(({ account }) => account)
    .filter((account) => {
      if (application.linkedAccounts === null) return true
      return [account.iban, account.bban, account.maskedCard].some(
        (number) => number !== null && application.linkedAccounts?.includes(number),
      )
    })
}

function openSession(
  simulation: Simulation,
  { authorization, accounts }: { authorization: Authorization; accounts: readonly Account[] },
): Session {
  const readable = accounts.filter((account) => !account.blocked)
  const session: Session = {
    id: newId(simulation, 'session'),
    applicationId: authorization.applicationId,
    bankSlug: authorization.bankSlug,
    username: authorization.username!,
    psuType: authorization.psuType,
    psuIdHash: authorization.psuIdHash,
    access: authorization.access,
    createdAt: authorization.createdAt,
    authorizedAt: simulation.now().getTime(),
    accounts: readable.map((account): SessionAccount => ({ uid: newId(simulation, 'account'), accountKey: account.key })),
    status: 'AUTHORIZED',
    endedUnsaid: false,
    closedAt: null,
    endedAt: null,
  }
  simulation.state.sessions.set(session.id, session)
  for (const { uid } of session.accounts) simulation.state.sessionByUid.set(uid, session)
  simulation.changed()
  return session
}

function describePending(bank: Bank, authorization: Authorization): unknown {
  return {
    status: authorization.status,
    accounts: [],
    accounts_data: [],
    aspsp: { name: bank.name, country: bank.country },
    psu_type: authorization.psuType,
    psu_id_hash: authorization.psuIdHash,
    access: describeAccess(bank, authorization.access),
    created: printInstant(authorization.createdAt),
    authorized: null,
    closed: null,
  }
}

function describeAccess(bank: Bank, { validUntil, balances, transactions, accounts }: Access): unknown {
  return {
    valid_until: printInstant(validUntil, quirksOf(bank.personality).sessionTimes),
    balances,
    transactions,
    accounts:
      accounts?.map((number) =>
        /^[A-Z]{2}\d{2}/.test(number)
          ? { iban: number, other: null }
          : { iban: null, other: { identification: number, scheme_name: 'BBAN', issuer: null } },
      ) ?? null,
  }
}
