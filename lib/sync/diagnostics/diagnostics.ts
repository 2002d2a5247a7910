import { asSystem, asViewer, type Db } from '@/lib/db'
import { env } from '@/lib/env'
import { getOwnBankSession } from '@/lib/bank-sessions/get-own-bank-session'
import { notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import type { Viewer } from '@/lib/households/viewer'
import { describeAccounts } from './diagnostics-accounts'
import { dayOf, instantOf, openLabels, safeCode, safeForeignCode, type Label } from './diagnostics-safe'

/**
 * What happened, for whoever is asked for help: versions, states, calls, readings, gaps. It names the bank, because nothing can
 * be said without it; of people, accounts and rows it holds codes, counts and days, and no text, number or amount.
 */
export type Diagnostics = Readonly<Record<string, unknown>> & { readonly format: 'saldo-diagnostics'; readonly version: 1 }

/** Of one access of the viewer's own. @throws AppError `not_found` */
export async function diagnoseBankSession(viewer: Viewer, bankSessionId: string, now: Date): Promise<Diagnostics> {
  if (!isUuid(bankSessionId)) throw notFound('bank session')
  return asViewer(viewer, async (db) => {
    await getOwnBankSession(db, viewer, bankSessionId)
    return collect(db, { householdId: viewer.householdId, bankSessionIds: [bankSessionId], now })
  })
}

/** Of all accesses of a household, for the operator's command line. */
export function diagnoseHousehold(householdId: string, now: Date): Promise<Diagnostics> {
  return asSystem(householdId, async (db) => {
    const sessions = await db.bankSession.findMany({ where: { householdId }, select: { id: true }, orderBy: { createdAt: 'asc' } })
    return collect(db, { householdId, bankSessionIds: sessions.map(({ id }) => id), now })
  })
}

const CALLS_MAX = 1_000
const RUNS_MAX = 200

type Scope = { readonly householdId: string; readonly bankSessionIds: readonly string[]; readonly now: Date }

async function collect(db: Db, { householdId, bankSessionIds, now }: Scope): Promise<Diagnostics> {
  const label = openLabels()
  const of = { householdId, bankSessionId: { in: [...bankSessionIds] } }
  const sessions = await db.bankSession.findMany({ where: { householdId, id: { in: [...bankSessionIds] } }, orderBy: { createdAt: 'asc' } })
  const calls = await db.bankCall.findMany({ where: of, orderBy: [{ at: 'desc' }, { id: 'desc' }], take: CALLS_MAX })
  const runs = await db.syncRun.findMany({ where: of, orderBy: [{ startedAt: 'desc' }, { id: 'desc' }], take: RUNS_MAX })
  const feeds = await db.accountFeed.findMany({ where: of, orderBy: { createdAt: 'asc' } })
  return {
    format: 'saldo-diagnostics',
    version: 1,
    madeAt: now.toISOString(),
    saldo: await describeProgram(db),
    accesses: sessions.map((session) => describeSession(session, label)),
    feeds: feeds.map((feed) => ({
      ...{ account: label('account', feed.accountId), access: label('access', feed.bankSessionId), state: safeCode(feed.state) },
      ...{ isReadable: feed.sealedUid !== null, historyFrom: dayOf(feed.historyFrom), readUntil: dayOf(feed.readUntil) },
      ...{ lastSyncedAt: instantOf(feed.lastSyncedAt), lastErrorKind: safeCode(feed.lastErrorKind) },
    })),
    accounts: await describeAccounts(db, { householdId, feeds, label }),
    runs: await describeRuns(db, householdId, { runs, label }),
    calls: calls.map((call) => ({
      ...{ at: call.at.toISOString(), access: label('access', call.bankSessionId), run: call.runId && label('run', call.runId) },
      account: call.accountId && label('account', call.accountId),
      ...{ operation: safeCode(call.operation), purpose: safeCode(call.purpose), psuPresent: call.psuPresent },
      ...{ durationMs: call.durationMs, outcome: safeCode(call.outcome), bankCode: safeForeignCode(call.bankCode) },
    })),
  }
}

async function describeProgram(db: Db) {
  const [server] = await db.$queryRaw<{ version: string }[]>`SELECT current_setting('server_version_num') AS version`
  const { version, worker, simulator, enableBanking } = env()
  return {
    ...{ version, node: process.version, system: `${process.platform} ${process.arch}`, postgresql: server?.version ?? null, worker },
    banks: simulator.enabled ? 'simulated' : enableBanking.appId ? 'application of the installation' : 'applications of members',
  }
}

type Session = Awaited<ReturnType<Db['bankSession']['findMany']>>[number]

function describeSession(session: Session, label: Label) {
  return {
    access: label('access', session.id),
    ...{ bank: session.aspspName, country: session.aspspCountry, connector: safeCode(session.connectorId) },
    ...{ psuType: session.psuType === 'business' ? 'business' : 'personal', requiredPsuHeaders: session.requiredPsuHeaders.length },
    application: session.bankAppId === null ? 'installation' : 'member',
    ...{ status: safeCode(session.status), endReason: safeForeignCode(session.endReason), isDemo: session.isDemo },
    ...{
      createdAt: instantOf(session.createdAt),
      authorizedAt: instantOf(session.authorizedAt),
      validUntil: instantOf(session.validUntil),
    },
    ...{ endedAt: instantOf(session.endedAt), supersededAt: instantOf(session.supersededAt), isRenewal: session.supersedesId !== null },
    ...{ isEndingAtBankSince: instantOf(session.revokeAtBankSince), isEvicted: session.evictedById !== null },
    background: {
      ...{ readsPerDay: session.backgroundReadsPerDay, nextAt: instantOf(session.nextSyncAt) },
      ...{ blockedUntil: instantOf(session.backgroundBlockedUntil), because: safeCode(session.backgroundBlockReason) },
    },
    interactive: { blockedUntil: instantOf(session.interactiveBlockedUntil), because: safeCode(session.interactiveBlockReason) },
    ...{ lastSyncedAt: instantOf(session.lastSyncedAt), lastAttemptAt: instantOf(session.lastAttemptAt) },
    ...{ lastErrorKind: safeCode(session.lastErrorKind), failuresInRow: session.failuresInRow },
    clockSkewSeconds: session.clockSkewSeconds,
    leasedUntil: instantOf(session.leasedUntil),
  }
}

type Run = Awaited<ReturnType<Db['syncRun']['findMany']>>[number]

async function describeRuns(db: Db, householdId: string, { runs, label }: { runs: readonly Run[]; label: Label }) {
  const reports = await db.syncRunAccount.findMany({ where: { householdId, runId: { in: runs.map(({ id }) => id) } } })
  return runs.map((run) => ({
    ...{
      run: label('run', run.id),
      access: label('access', run.bankSessionId),
      trigger: safeCode(run.trigger),
      psuPresent: run.psuPresent,
    },
    ...{ startedAt: instantOf(run.startedAt), finishedAt: instantOf(run.finishedAt) },
    ...{ outcome: safeCode(run.outcome), errorKind: safeCode(run.errorKind) },
    accounts: reports
      .filter(({ runId }) => runId === run.id)
      .map((report) => ({
        ...{ account: label('account', report.accountId), phase: safeCode(report.phase), pages: report.pages, fetched: report.fetched },
        ...{ inserted: report.inserted, updated: report.updated, superseded: report.superseded, setAside: report.setAside },
        ...{ earliestDay: dayOf(report.earliestDay), bookedError: safeCode(report.bookedError) },
        ...{ pendingError: safeCode(report.pendingError), balancesError: safeCode(report.balancesError) },
      })),
  }))
}
