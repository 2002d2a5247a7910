import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { removeMember, changeRole } from '@/lib/households/members'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember, type SeededHousehold } from '@/lib/testing/household'
import { hashSecret, newSecret } from '@/lib/vault/secret'
import {
  closeLoginSession,
  findViewerByToken,
  listLoginSessions,
  openLoginSession,
  revokeLoginSession,
  revokeOtherLoginSessions,
} from './login-session'
import { removeUser } from './profile'

const MINUTE = 60_000
const DAY = 86_400_000
const NOW = new Date('2026-11-20T09:00:00.000Z')
const later = (ms: number) => new Date(NOW.getTime() + ms)

let database: TestDatabase
let home: SeededHousehold
let adult: Viewer

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  home = await seedHousehold()
  adult = await seedMember(home.householdId, 'adult')
})

function open({ remember = false, viewer = adult } = {}): Promise<string> {
  return openLoginSession({ userId: viewer.userId, householdId: viewer.householdId, remember, userAgent: 'Firefox' }, NOW)
}

async function found(token: string, at: Date = NOW): Promise<Viewer> {
  const viewer = await findViewerByToken(token, at)
  if (!viewer) throw new Error('no viewer')
  return viewer
}

describe('a login session', () => {
  it('answers the whole viewer for a token of 256 bits, of which only the hash is stored', async () => {
    const token = await open()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(await found(token)).toEqual({ ...adult, isFormerToken: false, loginSessionId: expect.any(String) as string })
    const everything = await database.ownerQuery<{ row: string }>('SELECT s::text AS row FROM login_session s')
    expect(everything.some(({ row }) => row.includes(token))).toBe(false)
    expect(everything.some(({ row }) => row.includes(hashSecret(token)))).toBe(true)
  })

  it('is not found by a made-up token, a hash or a token planted before sign-in', async () => {
    const planted = newSecret()
    const given = await open()
    expect(given).not.toBe(planted)
    for (const token of [planted, hashSecret(given), '', ' ', `${given}x`, given.slice(1), `${given.slice(0, 42)}'`, 'null']) {
      expect(await findViewerByToken(token, NOW)).toBeNull()
    }
  })

  it('gets a new token at every sign-in', async () => {
    const tokens = await Promise.all([open(), open(), open()])
    expect(new Set(tokens).size).toBe(3)
  })

  it('ends after 30 idle minutes, and lives on while it is used', async () => {
    const token = await open()
    await found(token, later(29 * MINUTE))
    await found(token, later(58 * MINUTE))
    expect(await findViewerByToken(token, later(89 * MINUTE))).toBeNull()
  })

  it('of a remembered device ends after 14 idle days, and after 30 days however busy it is', async () => {
    const token = await open({ remember: true })
    for (const day of [13, 26, 29.9]) await found(token, later(day * DAY))
    expect(await findViewerByToken(token, later(30 * DAY + MINUTE))).toBeNull()
    const idle = await open({ remember: true })
    expect(await findViewerByToken(idle, later(14 * DAY + MINUTE))).toBeNull()
  })

  it('notes that it was seen at most once a minute, and makes no row for it', async () => {
    const token = await open()
    const seen = () => database.ownerQuery('SELECT last_seen_at, xmin::text FROM login_session WHERE token_hash = $1', [hashSecret(token)])
    const before = await seen()
    await Promise.all(Array.from({ length: 10 }, () => found(token, later(59_000))))
    expect(await seen()).toEqual(before)
    await Promise.all(Array.from({ length: 10 }, () => found(token, later(61_000))))
    const [after] = await seen()
    expect(after?.last_seen_at).toEqual(later(61_000))
    expect(await seen()).toHaveLength(1)
  })

  it('is over on the server at once when it is signed out', async () => {
    const token = await open()
    expect(await closeLoginSession(token, NOW)).toBe(true)
    expect(await findViewerByToken(token, NOW)).toBeNull()
    expect(await closeLoginSession(token, NOW)).toBe(false)
  })

  it('is over at once when its user is disabled or the member removed, and knows a changed role at once', async () => {
    const token = await open()
    await changeRole(home.viewer, { memberId: adult.memberId, role: 'viewer' })
    expect((await found(token)).role).toBe('viewer')
    await database.ownerQuery('UPDATE user_account SET disabled_at = now() WHERE id = $1', [adult.userId])
    expect(await findViewerByToken(token, NOW)).toBeNull()
    await database.ownerQuery('UPDATE user_account SET disabled_at = NULL WHERE id = $1', [adult.userId])
    await found(token)
    const removed = await removeMember(home.viewer, adult.memberId)
    expect(await findViewerByToken(token, NOW)).toBeNull()
    expect(removed.userId).toBe(adult.userId)
    await removeUser(home.viewer, adult.userId)
    expect(await database.ownerQuery('SELECT FROM login_session WHERE user_id = $1', [adult.userId])).toEqual([])
    expect(await database.ownerQuery('SELECT FROM user_account WHERE id = $1', [adult.userId])).toEqual([])
  })
})

describe('the list of login sessions', () => {
  it('has this device first and nobody else’s', async () => {
    const [phone, desk] = [await open(), await open()]
    await open({ viewer: home.viewer })
    const viewer = await found(desk)
    const list = await listLoginSessions(viewer, NOW)
    // The seeded session is the third of this person.
    expect(list).toHaveLength(3)
    expect(list.map((session) => session.isThisDevice)).toEqual([true, false, false])
    expect(list.map((session) => session.id)).toContain((await found(phone)).loginSessionId)
  })

  it('ends one, and all others, at once', async () => {
    const tokens = await Promise.all([open(), open(), open()])
    const [first, second, third] = await Promise.all(tokens.map((token) => found(token)))
    await revokeLoginSession(first!, second!.loginSessionId, NOW)
    expect(await findViewerByToken(tokens[1]!, NOW)).toBeNull()
    expect(await revokeOtherLoginSessions(first!, NOW)).toBe(2)
    expect(await findViewerByToken(tokens[2]!, NOW)).toBeNull()
    expect((await found(tokens[0]!)).loginSessionId).toBe(first!.loginSessionId)
    expect(third).toBeDefined()
  })

  it('does not end the session of anybody else', async () => {
    const mine = await found(await open())
    const theirToken = await open({ viewer: home.viewer })
    const theirs = await found(theirToken)
    const stranger = await seedHousehold()
    for (const id of [theirs.loginSessionId, stranger.loginSessionId, 'not an id', '00000000-0000-7000-8000-000000000000']) {
      await expect(revokeLoginSession(mine, id, NOW)).rejects.toMatchObject({ code: 'not_found' })
    }
    await found(theirToken)
  })
})
