import { asNobody, asSystem, asViewer, type Db } from '@/lib/db'
import { notFound } from '@/lib/core/errors'
import { isUuid, newId } from '@/lib/core/id'
import { recordAudit } from '@/lib/households/audit'
import { parseRole } from '@/lib/households/members'
import type { Viewer } from '@/lib/households/viewer'
import { hashSecret, newSecret } from '@/lib/vault/secret'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Idle time after which a login session is over: on any device, and on one its owner asked us to remember. */
export const IDLE_MS = { usual: 30 * MINUTE_MS, remembered: 14 * DAY_MS } as const
/** Nothing lives longer, seen or not (also in saldo_find_viewer). */
export const SESSION_DAYS_MAX = 30

export type LoginSessionDto = {
  readonly id: string
  readonly userAgent: string
  readonly createdAt: Date
  readonly lastSeenAt: Date
  readonly isThisDevice: boolean
}

export type NewLoginSession = {
  readonly userId: string
  readonly householdId: string
  readonly remember: boolean
  readonly userAgent: string
}

/** Opens a login session with a token that was never used before. The token goes to the cookie; its hash stays. */
export async function openLoginSession({ userId, householdId, remember, userAgent }: NewLoginSession, now = new Date()): Promise<string> {
  const token = newSecret()
  const expiresAt = new Date(now.getTime() + (remember ? IDLE_MS.remembered : IDLE_MS.usual))
  await asSystem(householdId, async (db) => {
    const data = {
      id: newId(now),
      householdId,
      userId,
      tokenHash: hashSecret(token),
      userAgent,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
    }
    await db.loginSession.create({ data })
    await db.loginSession.deleteMany({
      where: { householdId, userId, expiresAt: { lt: new Date(now.getTime() - SESSION_DAYS_MAX * DAY_MS) } },
    })
    await recordAudit(db, { householdId, memberId: await findMemberId(db, householdId, userId), kind: 'sign_in', now })
  })
  return token
}

/** Who holds this token now: one statement, and the only place a `Viewer` comes from. */
export async function findViewerByToken(token: string, now = new Date()): Promise<Viewer | null> {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null
  const rows = await asNobody((db) => db.$queryRaw<ViewerRow[]>`SELECT * FROM saldo_find_viewer(${hashSecret(token)}, ${now}::timestamptz)`)
  return rows[0] ? toViewer(rows[0]) : null
}

/** Ends the session of one token, wherever it is signed in. True when it was alive. */
export async function closeLoginSession(token: string, now = new Date()): Promise<boolean> {
  const viewer = await findViewerByToken(token, now)
  if (!viewer) return false
  await asViewer(viewer, async (db) => {
    await db.loginSession.updateMany({ where: { householdId: viewer.householdId, id: viewer.loginSessionId }, data: { revokedAt: now } })
    await recordAudit(db, { ...viewer, kind: 'sign_out', now })
  })
  return true
}

/** The viewer's live login sessions, this device first, then the last seen. */
export async function listLoginSessions(viewer: Viewer, now = new Date()): Promise<LoginSessionDto[]> {
  const rows = await asViewer(viewer, (db) =>
    db.loginSession.findMany({
      where: { householdId: viewer.householdId, userId: viewer.userId, revokedAt: null, expiresAt: { gt: now } },
      orderBy: { lastSeenAt: 'desc' },
      select: { id: true, userAgent: true, createdAt: true, lastSeenAt: true },
    }),
  )
  const sessions = rows.map((row) => ({ ...row, isThisDevice: row.id === viewer.loginSessionId }))
  return sessions.sort((a, b) => (a.isThisDevice === b.isThisDevice ? 0 : a.isThisDevice ? -1 : 1))
}

/** Ends one of the viewer's own login sessions. @throws AppError not_found */
export async function revokeLoginSession(viewer: Viewer, loginSessionId: string, now = new Date()): Promise<void> {
  if (!isUuid(loginSessionId)) throw notFound('login session')
  const count = await revokeWhere(viewer, { id: loginSessionId }, now)
  if (count === 0) throw notFound('login session')
}

/** Ends all of the viewer's login sessions but this one. Answers how many there were. */
export function revokeOtherLoginSessions(viewer: Viewer, now = new Date()): Promise<number> {
  return revokeWhere(viewer, { id: { not: viewer.loginSessionId } }, now)
}

type SessionChoice = { id: string | { not: string } }

function revokeWhere(viewer: Viewer, choice: SessionChoice, now: Date): Promise<number> {
  return asViewer(viewer, async (db) => {
    const { count } = await db.loginSession.updateMany({
      where: { householdId: viewer.householdId, userId: viewer.userId, revokedAt: null, expiresAt: { gt: now }, ...choice },
      data: { revokedAt: now },
    })
    if (count > 0) await recordAudit(db, { ...viewer, kind: 'login_session_revoked', facts: { count }, now })
    return count
  })
}

async function findMemberId(db: Db, householdId: string, userId: string): Promise<string | null> {
  const member = await db.member.findFirst({ where: { householdId, userId, removedAt: null }, select: { id: true } })
  return member?.id ?? null
}

type ViewerRow = {
  user_id: string
  member_id: string
  household_id: string
  household_name: string
  name: string
  role: string
  base_currency: string
  locale: string
  format_locale: string
  time_zone: string
  login_session_id: string
  is_former_token: boolean
}

function toViewer(row: ViewerRow): Viewer {
  return {
    userId: row.user_id,
    memberId: row.member_id,
    householdId: row.household_id,
    householdName: row.household_name,
    name: row.name,
    role: parseRole(row.role),
    baseCurrency: row.base_currency,
    locale: row.locale,
    formatLocale: row.format_locale,
    timeZone: row.time_zone,
    loginSessionId: row.login_session_id,
    isFormerToken: row.is_former_token,
  } as Viewer
}
