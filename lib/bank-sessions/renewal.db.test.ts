import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { decideUnshared } from '@/lib/households/decide-unshared'
import type { Viewer } from '@/lib/households/viewer'
import { readOverview } from '@/lib/insights/read-overview'
import { accessRowsOf } from '@/lib/testing/access-rows'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { chooseAccounts } from './choose-accounts'
import { endBankSession } from './end-bank-session'
import { createFakeBank, errorAnswer } from './fake-bank'
import { CARD, createTrips, CURRENT, SAVINGS, type Granted } from './fake-trip'
import { findSuccessor } from './find-successor'
import { getRenewal } from './get-renewal'
import { listBankAccounts } from './list-bank-accounts'
import { listBankSessions } from './list-bank-sessions'
import { getOffer } from './offered-accounts'

const DAY_MS = 86_400_000
let clock = Date.parse('2026-11-20T10:00:00Z')
const now = () => new Date(clock)

let database: TestDatabase
let bank: ReturnType<typeof createFakeBank>
let trips: ReturnType<typeof createTrips>
let aino: Viewer
let elias: Viewer

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  clock = Date.parse('2026-11-20T10:00:00Z')
  bank = createFakeBank(now)
  bank.install()
  trips = createTrips(bank, now)
  aino = (await seedHousehold({ memberName: 'Aino' })).viewer
  elias = await seedMember(aino.householdId, 'adult', { memberName: 'Elias' })
})

const approve = (viewer: Viewer, granted?: Granted, renews: string | null = null) => trips.approve(viewer, granted, renews)

const { rows, jobs, isEnded } = accessRowsOf(
  () => database,
  () => aino.householdId,
)

const accountRows = () =>
  rows<{ bank_name: string; choice: string; gone: boolean; last_four: string }>(
    `SELECT bank_name, choice, no_longer_shared_since IS NOT NULL AS gone, last_four FROM account WHERE household_id = $1 ORDER BY created_at, sort_order`,
  )

describe('a renewal', () => {
  test('that brings nothing new asks nothing: the accounts go on through the new access', async () => {
    const old = await trips.connect(aino)
    await rows(
      `UPDATE account_feed SET history_from = '2024-11-20', read_until = '2026-11-19', dialect = '{"longest":"refused"}' WHERE household_id = $1`,
    )
    const { id, next } = await approve(aino, undefined, old)
    expect(next).toBe('read')
    expect((await jobs()).map(({ key }) => key)).toContain(`sync:${id}`)
    expect(await listBankSessions(aino, now())).toMatchObject([{ id, accountCount: 2, state: { state: 'notYet' } }])
    expect(await accountRows()).toHaveLength(2)
    const feeds = await rows(
      `SELECT bank_session_id = $2 AS new, state, sealed_uid IS NOT NULL AS open, read_until::text, dialect->>'longest' AS longest
         FROM account_feed WHERE household_id = $1 ORDER BY 1, id`,
      id,
    )
    const before = { new: false, state: 'ended', open: false, read_until: '2026-11-19', longest: 'refused' }
    const after = { new: true, state: 'active', open: true, read_until: '2026-11-19', longest: 'refused' }
    expect(feeds).toEqual([before, before, after, after])
  })

  test('finds its accounts when they are renamed, renumbered and known by another hash', async () => {
    const old = await trips.connect(aino)
    const changed = (nth: number) => [
      CURRENT(nth, {
        details: 'Everyday',
        account_id: { iban: 'FI3639390001002320' },
        identification_hash: 'v2-1',
        identification_hashes: ['v2-1', 'hash-1'],
      }),
      SAVINGS(nth, { identification_hashes: ['v2-2', 'hash-2'] }),
    ]
    const renewed = await approve(aino, changed, old)
    expect(renewed.next).toBe('read')
    expect(await accountRows()).toEqual([
      { bank_name: 'Everyday', choice: 'kept', gone: false, last_four: '2320' },
      { bank_name: 'Account 2', choice: 'kept', gone: false, last_four: '0081' },
    ])
    // The bank has left the old hashes behind: the new ones were learned.
    const again = await approve(
      aino,
      (nth) => [CURRENT(nth, { identification_hash: 'v2-1', identification_hashes: ['v2-1'] }), SAVINGS(nth)],
      renewed.id,
    )
    expect(again.next).toBe('read')
    expect(await accountRows()).toHaveLength(2)
  })

  test('with more accounts offers the new ones and reads the known ones at once', async () => {
    const old = await trips.connect(aino)
    const { id, next } = await approve(aino, (nth) => [CURRENT(nth), SAVINGS(nth), CARD(nth)], old)
    expect(next).toBe('choose')
    expect((await jobs()).map(({ key }) => key)).toContain(`sync:${id}`)
    expect((await getOffer(aino, id)).accounts.map(({ isKept }) => isKept)).toEqual([true, true, false])
    expect((await accountRows()).map(({ choice }) => choice)).toEqual(['kept', 'kept', 'offered'])
  })

  test('with fewer accounts marks the missing one, keeps it, and takes the mark back when it returns', async () => {
    const first = await trips.connect(aino)
    const second = await approve(aino, (nth) => [CURRENT(nth)], first)
    expect(second.next).toBe('read')
    expect((await accountRows()).map(({ choice, gone }) => ({ choice, gone }))).toEqual([
      { choice: 'kept', gone: false },
      { choice: 'kept', gone: true },
    ])
    await rows(`UPDATE account_access x SET include_in_totals = false, unshared_decided_at = now() FROM account a
                 WHERE x.household_id = $1 AND a.id = x.account_id AND a.no_longer_shared_since IS NOT NULL`)
    await approve(aino, undefined, second.id)
    expect((await accountRows()).map(({ gone }) => gone)).toEqual([false, false])
    expect(await rows(`SELECT DISTINCT include_in_totals, unshared_decided_at FROM account_access WHERE household_id = $1`)).toEqual([
      { include_in_totals: true, unshared_decided_at: null },
    ])
  })

  test('that lists an account without letting it be read marks it as no longer shared', async () => {
    const old = await trips.connect(aino)
    await approve(aino, (nth) => [CURRENT(nth), SAVINGS(nth, { uid: null })], old)
    expect((await accountRows()).map(({ gone }) => gone)).toEqual([false, true])
  })

  test('does not mark what another member still brings', async () => {
    const old = await trips.connect(aino)
    await trips.connect(elias)
    await approve(aino, (nth) => [CURRENT(nth)], old)
    expect((await accountRows()).map(({ gone }) => gone)).toEqual([false, false])
  })

  test.each([
    ['declined', { error: 'access_denied' }, undefined],
    ['failed at the bank', { error: 'server_error' }, undefined],
    ['not exchanged', { code: 'bad' }, () => errorAnswer(422, 'WRONG_AUTHORIZATION_CODE')],
    ['lost', { code: 'good' }, () => errorAnswer(500, 'ASPSP_ERROR')],
  ])('that was %s changes nothing', async (_how, query, sessions) => {
    const old = await trips.connect(aino)
    const picture = async () => [
      await rows(`SELECT * FROM bank_session WHERE household_id = $1 AND id = $2`, old),
      await rows(`SELECT * FROM account WHERE household_id = $1 ORDER BY id`),
      await rows(`SELECT * FROM account_feed WHERE household_id = $1 ORDER BY id`),
    ]
    const before = await picture()
    await trips.leave(aino, old)
    bank.script.sessions = sessions ?? bank.script.sessions!
    expect(await trips.comeBack(aino, query)).toMatchObject({ ok: false })
    expect(await picture()).toEqual(before)
    expect(await listBankSessions(aino, now())).toMatchObject([{ id: old, endedAt: null }])
  })

  test('that nobody came back from changes nothing, and a late return is not believed', async () => {
    const old = await trips.connect(aino)
    await trips.leave(aino, old)
    clock += 16 * 60_000
    expect(await trips.comeBack(aino, { code: 'good' })).toMatchObject({ ok: false, reason: 'expired' })
    expect(await listBankSessions(aino, now())).toMatchObject([{ id: old, endedAt: null }])
  })

  test('after the old access was ended by the bank, or has run out, goes on just the same', async () => {
    const old = await trips.connect(aino)
    await rows(`UPDATE bank_session SET status = 'revoked', end_reason = 'consent_revoked', ended_at = now() WHERE household_id = $1`)
    const second = await approve(aino, undefined, old)
    expect(second.next).toBe('read')
    clock += 200 * DAY_MS
    const third = await approve(aino, undefined, second.id)
    expect(third.next).toBe('read')
    expect(await listBankSessions(aino, now())).toMatchObject([{ id: third.id, group: 'waiting' }])
    expect(await accountRows()).toHaveLength(2)
    expect(bank.calls.deleted).toEqual([])
  })

  test('approved with another login leaves the access it was meant for alone', async () => {
    const old = await trips.connect(aino)
    const { id, next } = await approve(aino, (nth) => [CARD(nth)], old)
    expect(next).toBe('choose')
    expect((await listBankSessions(aino, now())).map((session) => session.id).sort()).toEqual([old, id].sort())
    expect((await accountRows()).map(({ gone }) => gone)).toEqual([false, false, false])
  })

  test('is not asked about what another member did not want, and asks the one who never said', async () => {
    const ofElias = await approve(elias, (nth) => [CURRENT(nth), SAVINGS(nth)])
    const { accounts } = await getOffer(elias, ofElias.id)
    const chosen = accounts.map(({ id, lastFour }) => ({ accountId: id, keep: lastFour === '0081', share: 'none' as const, name: '' }))
    await chooseAccounts(elias, { bankSessionId: ofElias.id, accounts: chosen }, { psuContext: null, now: now() })
    expect((await approve(elias, undefined, ofElias.id)).next).toBe('read')
    const ofAino = await approve(aino, (nth) => [CURRENT(nth)])
    expect((await getOffer(aino, ofAino.id)).accounts).toMatchObject([{ isNew: true, isDeclined: false, isKept: false }])
    await trips.keepAll(aino, ofAino.id)
    expect(await listBankSessions(elias, now())).toMatchObject([{ isMine: true, accountCount: 1 }])
  })

  test('keeps what was left to another member left to them', async () => {
    await trips.connect(elias, (nth) => [CURRENT(nth)])
    const { id } = await approve(aino)
    const { accounts } = await getOffer(aino, id)
    const chosen = accounts.map(({ id: accountId, lastFour }) => ({
      accountId,
      keep: lastFour !== '0785',
      share: 'none' as const,
      name: '',
    }))
    await chooseAccounts(aino, { bankSessionId: id, accounts: chosen }, { psuContext: null, now: now() })
    expect(await listBankSessions(aino, now())).toMatchObject([{ isMine: true, accountCount: 1 }])
    const renewed = await approve(aino, undefined, id)
    expect(renewed.next).toBe('read')
    expect(await listBankSessions(aino, now())).toMatchObject([{ isMine: true, accountCount: 1 }])
  })
})

describe('connecting a bank again without saying what it renews', () => {
  test('takes over from an access that is over, and from a live one whose accounts it all brings', async () => {
    const old = await trips.connect(aino)
    await rows(`UPDATE bank_session SET status = 'expired', end_reason = 'consent_expired', ended_at = now() WHERE household_id = $1`)
    const second = await approve(aino)
    expect(second.next).toBe('read')
    const third = await approve(aino)
    expect(third.next).toBe('read')
    expect(await listBankSessions(aino, now())).toMatchObject([{ id: third.id }])
    expect([await isEnded(old), await isEnded(second.id)]).toEqual([true, false])
  })

  test('leaves a live access that brings more than the new one', async () => {
    const old = await trips.connect(aino)
    const second = await approve(aino, (nth) => [CURRENT(nth)])
    expect(second.next).toBe('choose')
    expect((await listBankSessions(aino, now())).map(({ id }) => id).sort()).toEqual([old, second.id].sort())
  })

  test('after disconnecting asks again, and makes no second account of any', async () => {
    const old = await trips.connect(aino)
    await endBankSession(aino, old, now())
    const { id, next } = await approve(aino)
    expect(next).toBe('choose')
    expect(await listBankSessions(aino, now())).toMatchObject([{ id }])
    expect(await accountRows()).toHaveLength(2)
  })
})

describe('the page that renews an access', () => {
  const elsewhere = (bankSessionId: string, viewer = aino) => getRenewal(viewer, bankSessionId, now())

  test('is nobody else’s, leads on from an access that was renewed, and says when the bank is gone from the list', async () => {
    const old = await trips.connect(aino)
    await expect(elsewhere(old, elias)).rejects.toMatchObject({ code: 'not_found' })
    const { id: second } = await approve(aino, undefined, old)
    const { id: third } = await approve(aino, undefined, second)
    await expect(elsewhere(old)).rejects.toMatchObject({ code: 'not_found' })
    expect(await findSuccessor(aino, old)).toBe(third)
    expect(await findSuccessor(aino, third)).toBeNull()
    expect(await findSuccessor(elias, old)).toBeNull()
    await rows(`UPDATE bank_session SET aspsp_name = 'A Bank of Old' WHERE household_id = $1`)
    await expect(elsewhere(third)).rejects.toMatchObject({ code: 'bank_refused' })
  })
})

describe('an account that is no longer shared', () => {
  test('is named on its bank’s page with the day, and its members are each asked once', async () => {
    const first = await trips.connect(aino)
    const { id } = await approve(aino, (nth) => [CURRENT(nth)], first)
    const [, gone] = await listBankAccounts(aino, id)
    expect(await listBankAccounts(aino, id)).toMatchObject([
      { name: 'Account 1', isReadable: true, noLongerSharedSince: null },
      { name: 'Account 2', isReadable: false, noLongerSharedSince: now().toISOString() },
    ])
    expect(await listBankAccounts(elias, id)).toEqual([])
    const asked = async () => (await readOverview(aino, { scope: 'all', period: '1m', group: 'bank' }, now())).attention
    expect(await asked()).toMatchObject([{ kind: 'unshared', accountId: gone!.id }])
    await expect(decideUnshared(elias, { accountId: gone!.id, include: false }, now())).rejects.toMatchObject({ code: 'not_found' })
    await decideUnshared(aino, { accountId: gone!.id, include: true }, now())
    expect(await asked()).toEqual([])
    const counts = `SELECT include_in_totals FROM account_access WHERE household_id = $1 AND account_id = $2`
    expect(await rows(counts, gone!.id)).toEqual([{ include_in_totals: true }])
  })
})
