import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '@/lib/core/id'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { authorizeBankSession } from './authorize-bank-session'
import { takeCallback } from './callback'
import { createFakeBank, sessionOf } from './fake-bank'
import { wishFor } from './fake-trip'
import { startBankSession } from './start-bank-session'

/** Any code points at all, lone surrogates and NUL among them. */
const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point)), maxLength: 80 })

const browserId = 'b'.repeat(43)
const start = new Date('2026-11-20T10:00:00Z')
const later = (ms: number) => new Date(start.getTime() + ms)

let database: TestDatabase
let bank: ReturnType<typeof createFakeBank>
let aino: Viewer

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  bank = createFakeBank(() => start)
  bank.install()
  aino = (await seedHousehold({ memberName: 'Aino' })).viewer
})

/** Sends a viewer on the way and answers the state the bank was given. */
async function leave(viewer: Viewer = aino): Promise<string> {
  await startBankSession(viewer, wishFor(), { psuContext: null, browserId, now: start })
  return bank.calls.auth.at(-1)!.state as string
}

/** What the callback route does with a redirect. */
async function comeBack(query: Record<string, string>, { viewer = aino, browser = browserId, now = start } = {}): Promise<string> {
  const actor = { householdId: viewer.householdId, memberId: viewer.memberId, loginSessionId: viewer.loginSessionId, browserId: browser }
  const taken = await takeCallback(actor, new URLSearchParams(query), now)
  if (taken.kind === 'refused') return taken.reason
  if (taken.kind !== 'accepted') return taken.kind
  const result = await authorizeBankSession(actor, taken, { psuContext: null, now })
  return result.ok ? 'authorized' : result.kind
}

async function sessionsByStatus(): Promise<Record<string, number>> {
  const rows = await database.ownerQuery<{ status: string; n: number }>(
    'SELECT status, count(*)::int AS n FROM bank_session WHERE household_id = $1 GROUP BY 1',
    [aino.householdId],
  )
  return Object.fromEntries(rows.map(({ status, n }) => [status, n]))
}

describe('the way to the bank', () => {
  test('commits a pending access and its state before the bank is asked, and asks for exactly the registered return address', async () => {
    const seen: unknown[] = []
    bank.script.auth = () => new Response('down', { status: 503 })
    await expect(leave()).rejects.toMatchObject({ code: 'bank_unavailable' })
    seen.push(await sessionsByStatus())
    expect(seen).toEqual([{ failed: 1 }])
    expect(bank.calls.auth[0]).toMatchObject({
      redirect_url: 'http://localhost:3000/api/banks/callback',
      aspsp: { name: 'Saaristo Bank', country: 'FI' },
      psu_type: 'personal',
      language: 'en',
    })
  })

  test('asks for the longest access the bank allows, with an offset and a margin, and names the member only by an opaque id', async () => {
    await leave()
    const { access, psu_id: psuId } = bank.calls.auth[0] as { access: { valid_until: string }; psu_id: string }
    expect(access.valid_until).toMatch(/^2027-05-19T09:55:00(\.000)?(Z|\+00:00)$/)
    expect(psuId).not.toContain(aino.memberId)
    await leave()
    expect(bank.calls.auth[1]!.psu_id).toBe(psuId)
  })

  test('keeps the state only as a hash', async () => {
    const state = await leave()
    const [row] = await database.ownerQuery<{ all: string }>(
      'SELECT row_to_json(a)::text AS all FROM authorization_attempt a WHERE household_id = $1',
      [aino.householdId],
    )
    expect(row!.all).not.toContain(state)
    expect(row!.all).not.toContain(browserId)
  })

  test('a page outside the aggregator is never handed on', async () => {
    bank.script.auth = () => Response.json({ url: 'https://enablebanking.com.evil.example/', authorization_id: 'x', psu_id_hash: 'h' })
    await expect(leave()).rejects.toMatchObject({ code: 'bank_answer_unusable' })
    expect(await sessionsByStatus()).toEqual({ failed: 1 })
  })

  test('a viewer of the household may not connect, and a bank that is not in the list is not there', async () => {
    const guest = await seedMember(aino.householdId, 'viewer')
    await expect(leave(guest)).rejects.toMatchObject({ code: 'not_allowed' })
    const choice = {
      source: 'instance',
      country: 'FI',
      name: 'No Such Bank',
      psuType: 'personal',
      authMethod: null,
      credentials: {},
      renews: null,
    } as const
    await expect(startBankSession(aino, choice, { psuContext: null, browserId, now: start })).rejects.toMatchObject({ code: 'not_found' })
    expect(bank.calls.auth).toHaveLength(0)
  })

  test('another member’s application or access cannot be used', async () => {
    const choice = { country: 'FI', name: 'Saaristo Bank', psuType: 'personal', authMethod: null, credentials: {} } as const
    const request = { psuContext: null, browserId, now: start }
    await expect(startBankSession(aino, { ...choice, source: newId(), renews: null }, request)).rejects.toMatchObject({ code: 'not_found' })
    await expect(startBankSession(aino, { ...choice, source: 'instance', renews: newId() }, request)).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('the way back', () => {
  test('a code is exchanged once, and access and accounts are there', async () => {
    const state = await leave()
    expect(await comeBack({ code: 'good', state })).toBe('authorized')
    expect(bank.calls.exchanges).toEqual(['good'])
    const [session] = await database.ownerQuery(
      'SELECT status, sealed_credentials LIKE $2 AS sealed FROM bank_session WHERE household_id = $1',
      [aino.householdId, 'v1.%'],
    )
    expect(session).toEqual({ status: 'authorized', sealed: true })
    const accounts = await database.ownerQuery('SELECT choice, share FROM account WHERE household_id = $1', [aino.householdId])
    expect(accounts).toEqual([
      { choice: 'offered', share: 'none' },
      { choice: 'offered', share: 'none' },
    ])
  })

  test('S-20: of a hundred copies at the same moment exactly one is exchanged', async () => {
    const state = await leave()
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => comeBack({ code: 'good', state })))
    expect(bank.calls.exchanges).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'authorized')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'used')).toHaveLength(99)
    expect(await sessionsByStatus()).toEqual({ authorized: 1 })
  })

  test('S-20: a replay later is told so and changes nothing', async () => {
    const state = await leave()
    await comeBack({ code: 'good', state })
    expect(await comeBack({ code: 'good', state }, { now: later(60_000) })).toBe('used')
    expect(bank.calls.exchanges).toHaveLength(1)
  })

  test('S-21: a thousand forged, cut and hostile states bring nothing', async () => {
    const state = await leave()
    const hostile = fc.sample(anyText, 300)
    const forged = Array.from({ length: 600 }, () => randomBytes(32).toString('base64url'))
    const near = [...state].flatMap((_, i) => [
      state.slice(0, i),
      state.slice(0, i) + (state[i] === 'A' ? 'B' : 'A') + state.slice(i + 1),
      `${state.slice(0, i)} ${state.slice(i)}`,
    ])
    const states = [...hostile, ...forged, ...near, "' OR ''='", '%', '_'.repeat(43), state.toUpperCase(), `${state}=`]
    expect(states.length).toBeGreaterThanOrEqual(1000)
    const outcomes = new Set<string>()
    for (let i = 0; i < states.length; i += 8) {
      for (const outcome of await Promise.all(states.slice(i, i + 8).map((forgedState) => comeBack({ code: 'good', state: forgedState }))))
        outcomes.add(outcome)
    }
    expect([...outcomes]).toEqual(['unknown'])
    expect(bank.calls.exchanges).toHaveLength(0)
    expect(await comeBack({ code: 'good', state })).toBe('authorized')
  })

  test('S-21: the state of a row that is gone is unknown', async () => {
    const state = await leave()
    await database.ownerQuery('DELETE FROM authorization_attempt WHERE household_id = $1', [aino.householdId])
    expect(await comeBack({ code: 'good', state })).toBe('unknown')
  })

  test('S-22: after fifteen minutes, or with the clock an hour off, the state is expired', async () => {
    const state = await leave()
    expect(await comeBack({ code: 'good', state }, { now: later(15 * 60_000 + 1000) })).toBe('expired')
    expect(await comeBack({ code: 'good', state }, { now: later(3600_000) })).toBe('expired')
    expect(await comeBack({ code: 'good', state }, { now: later(-3600_000) })).toBe('expired')
    expect(bank.calls.exchanges).toHaveLength(0)
    expect(await comeBack({ code: 'good', state }, { now: later(14 * 60_000) })).toBe('authorized')
  })

  test('S-23: nobody else can finish what a member began: not of the household, not of another, not in another browser or login', async () => {
    const state = await leave()
    const elias = await seedMember(aino.householdId, 'owner')
    const stranger = (await seedHousehold()).viewer
    const again = { ...aino, loginSessionId: newId() }
    expect(await comeBack({ code: 'good', state }, { viewer: elias })).toBe('other_person')
    expect(await comeBack({ code: 'good', state }, { viewer: stranger })).toBe('other_person')
    expect(await comeBack({ code: 'good', state }, { viewer: again })).toBe('other_login')
    expect(await comeBack({ code: 'good', state }, { browser: 'c'.repeat(43) })).toBe('other_browser')
    expect(bank.calls.exchanges).toHaveLength(0)
    expect(await sessionsByStatus()).toEqual({ pending: 1 })
    expect(await comeBack({ code: 'good', state })).toBe('authorized')
  })

  test('S-24: a state that belongs to a payment is not taken for accounts', async () => {
    const state = await leave()
    await database.ownerQuery(`UPDATE authorization_attempt SET purpose = 'payment' WHERE household_id = $1`, [aino.householdId])
    expect(await comeBack({ code: 'good', state })).toBe('unknown')
    expect(bank.calls.exchanges).toHaveLength(0)
  })

  test('S-24: access to another bank than was asked for is refused and ended at once', async () => {
    const state = await leave()
    bank.script.sessions = () => Response.json(sessionOf(1, start, { aspsp: { name: 'Kontur', country: 'FI' } }))
    expect(await comeBack({ code: 'good', state })).not.toBe('authorized')
    expect(bank.calls.deleted).toHaveLength(1)
    expect(await sessionsByStatus()).toEqual({ failed: 1 })
    expect(await database.ownerQuery('SELECT 1 FROM account WHERE household_id = $1', [aino.householdId])).toEqual([])
  })

  test('S-25: what the bank’s page says as an error ends the trip, in codes of ours only', async () => {
    const denied = await leave()
    expect(await comeBack({ error: 'access_denied', error_description: '<script>alert(1)</script>'.repeat(4000), state: denied })).toBe(
      'declined',
    )
    const broken = await leave()
    expect(await comeBack({ error: '"><svg onload=1>', state: broken })).toBe('bank_error')
    expect(bank.calls.exchanges).toHaveLength(0)
    const attempts = await database.ownerQuery<{ outcome: string }>(
      'SELECT outcome FROM authorization_attempt WHERE household_id = $1 ORDER BY outcome',
      [aino.householdId],
    )
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['declined:access_denied', 'failed:unknown_error'])
    expect(await sessionsByStatus()).toEqual({ failed: 2 })
    expect(await comeBack({ code: 'good', state: denied })).toBe('used')
  })

  test('S-28: a lost answer of the exchange ends in a clean failure, never in a half access', async () => {
    const state = await leave()
    bank.script.sessions = () => {
      throw new Error('connection reset')
    }
    expect(await comeBack({ code: 'good', state })).toBe('unknown_outcome')
    expect(await sessionsByStatus()).toEqual({ failed: 1 })
    expect(await comeBack({ code: 'good', state })).toBe('used')
  })

  test('S-28: if what came back cannot be kept, the access just granted is ended at the bank', async () => {
    const state = await leave()
    await database.ownerQuery(`ALTER TABLE account_identity ADD CONSTRAINT broken CHECK (hash = 'never') NOT VALID`)
    await expect(comeBack({ code: 'good', state })).rejects.toThrow()
    await database.ownerQuery('ALTER TABLE account_identity DROP CONSTRAINT broken')
    expect(bank.calls.deleted).toHaveLength(1)
    expect(await sessionsByStatus()).not.toHaveProperty('authorized')
  })
})
