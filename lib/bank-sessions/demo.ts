import { keepAccounts } from '@/lib/accounts/keep-accounts'
import type { PsuContext } from '@/lib/banking/port'
import { assert } from '@/lib/core/assert'
import { AppError } from '@/lib/core/errors'
import { newId } from '@/lib/core/id'
import { asSystem, asViewer, type Db } from '@/lib/db'
import { env } from '@/lib/env'
import { recordAudit } from '@/lib/households/audit'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { authorizeBankSession } from './authorize-bank-session'
import { askBank } from './bank-app-error'
import { beginAuthorization, type AuthorizationActor } from './begin-authorization'
import { takeCallback } from './callback'
import { connectorFor } from './connector-for'
import { approveAtSimulator } from './approve-at-simulator'
import { queueSync } from './queue-sync'
import { removeDemo } from './remove-demo'

/** Which invented person connects which invented bank: three banks, one of them by both, so that a joint account is counted once. */
const VISITS = [
  { who: 'viewer', person: 'aino.virtanen', country: 'FI', bank: 'Saaristo Bank' },
  { who: 'viewer', person: 'aino.virtanen', country: 'FI', bank: 'Kontur' },
  { who: 'partner', person: 'elias.lindqvist', country: 'FI', bank: 'Saaristo Bank' },
  { who: 'partner', person: 'elias.lindqvist', country: 'SE', bank: 'Norrskenbanken' },
] as const

const PARTNER_NAME = 'Elias'

type Visit = (typeof VISITS)[number]

/** Whether the household may be filled with invented data: the simulator runs, and there is nothing of a bank here. */
export async function canStartDemo(viewer: Viewer): Promise<boolean> {
  if (!env().simulator.enabled || !mayDo(viewer, 'connect_banks')) return false
  return asSystem(viewer.householdId, (db) => isEmpty(db, viewer.householdId))
}

/**
 * Fills an empty household with invented people, banks and 24 months, through the same doors as real ones: authorisation,
 * callback, exchange, first reading. Answers the accesses whose first reading was queued. If it fails, nothing is left.
 * @throws AppError `not_allowed` without the simulator, `conflict` when the household has banks, `bank_…`
 */
export async function startDemo(viewer: Viewer, { browserId, now }: { browserId: string; now: Date }): Promise<string[]> {
  if (!env().simulator.enabled || !mayDo(viewer, 'connect_banks')) throw new AppError('not_allowed')
  const actor = { householdId: viewer.householdId, memberId: viewer.memberId, loginSessionId: viewer.loginSessionId, browserId }
  const partner = { ...actor, memberId: await insertPartner(viewer, now) }
  try {
    const connected: string[] = []
    for (const visit of VISITS) connected.push(await connect(visit.who === 'viewer' ? actor : partner, visit, now))
    await shareJointAccounts(viewer.householdId)
    return connected
  } catch (error) {
    await removeDemo(viewer)
    throw error
  }
}

/** No access that lives or could be renewed, and nothing kept of one that ended. */
async function isEmpty(db: Db, householdId: string): Promise<boolean> {
  const sessions = await db.bankSession.count({ where: { householdId, status: { notIn: ['pending', 'failed', 'closed'] } } })
  return sessions === 0 && (await db.account.count({ where: { householdId, choice: 'kept' } })) === 0
}

/** The partner's row is also the mark that the demo has begun, so a second click finds it and stops. */
function insertPartner({ householdId, memberId }: Viewer, now: Date): Promise<string> {
  return asSystem(householdId, async (db) => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`demo ${householdId}`}, 0))`
    const begun = await db.member.count({ where: { householdId, isDemo: true } })
    if (begun > 0 || !(await isEmpty(db, householdId))) throw new AppError('conflict')
    const id = newId(now)
    await db.member.create({ data: { householdId, id, name: PARTNER_NAME, role: 'adult', isDemo: true, joinedAt: now } })
    await recordAudit(db, { householdId, memberId, kind: 'demo_created', now })
    return id
  })
}

async function connect(actor: AuthorizationActor, { person, country, bank }: Visit, now: Date): Promise<string> {
  const nobody: { psuContext: PsuContext | null; now: Date } = { psuContext: null, now }
  const connector = await asViewer(actor, (db) => connectorFor(db, actor, null))
  const aspsp = (await askBank(() => connector.listAspsps({ country }))).find(({ name }) => name === bank)
  if (!aspsp) throw new AppError('bank_not_configured', `the simulator has no ${bank}`)
  const wish = { source: 'instance', aspsp, psuType: 'personal', authMethod: null, credentials: null, renewsId: null } as const
  const { url } = await beginAuthorization(actor, { ...wish, language: 'en', isDemo: true }, nobody)
  const simulatorUrl = env().simulator.url
  assert(simulatorUrl !== null, 'an enabled simulator has an address')
  const redirect = await approveAtSimulator({ simulatorUrl, url, person })
  const taken = await takeCallback(actor, redirect.searchParams, now)
  if (taken.kind !== 'accepted') throw new AppError('bank_refused', `demo callback ${taken.kind}`)
  const authorization = await authorizeBankSession(actor, taken, nobody)
  if (!authorization.ok) throw new AppError('bank_refused', `demo exchange ${authorization.kind}`)
  await keepAll(actor, authorization.bankSessionId, now)
  return authorization.bankSessionId
}

/** The partner shares what is theirs to look at; the viewer's own stays with the viewer. */
function keepAll(actor: AuthorizationActor, bankSessionId: string, now: Date): Promise<void> {
  const { householdId, memberId } = actor
  return asSystem(householdId, async (db) => {
    const feeds = await db.accountFeed.findMany({
      where: { householdId, bankSessionId },
      select: { accountId: true, sealedUid: true, account: { select: { choice: true, share: true } } },
    })
    const partner = await db.member.count({ where: { householdId, id: memberId, isDemo: true } })
    const choices = feeds.map(({ accountId, sealedUid, account }) => {
      const share: 'full' | 'view' | 'none' = account.share !== 'none' ? 'full' : partner > 0 ? 'view' : 'none'
      return { accountId, keep: sealedUid !== null || account.choice === 'kept', share, name: '' }
    })
    await keepAccounts(db, { householdId, memberId, bankSessionId }, choices)
    await queueSync(db, { householdId, bankSessionId, trigger: 'first', psuContext: null, now })
  })
}

function shareJointAccounts(householdId: string): Promise<unknown> {
  return asSystem(
    householdId,
    (db) => db.$executeRaw`
      UPDATE account a SET share = 'full'
       WHERE a.household_id = ${householdId}::uuid AND a.is_demo AND a.choice = 'kept'
         AND (SELECT count(*) FROM account_access x
               WHERE x.household_id = a.household_id AND x.account_id = a.id AND x.holder) > 1`,
  )
}
