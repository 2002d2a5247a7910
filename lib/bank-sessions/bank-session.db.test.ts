import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { asSystem } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { openVault } from '@/lib/vault/vault'
import { authorizeBankSession } from './authorize-bank-session'
import { takeCallback } from './callback'
import { chooseAccounts } from './choose-accounts'
import type { ChooseInput } from './choose-input'
import { endAccessAtBank } from './end-access-at-bank'
import { endBankSession } from './end-bank-session'
import { createFakeBank, errorAnswer } from './fake-bank'
import { wishFor } from './fake-trip'
import { giveUpPending } from './give-up-pending'
import { listBankSessions } from './list-bank-sessions'
import { listReads } from './list-reads'
import { getOffer } from './offered-accounts'
import { openPsuContext, sealPsuContext } from './sealed-psu-context'
import { startBankSession } from './start-bank-session'
import { syncNow } from './sync-now'

const browserId = 'b'.repeat(43)
const now = new Date('2026-11-20T10:00:00Z')
const here = { psuContext: null, now }

let database: TestDatabase
let bank: ReturnType<typeof createFakeBank>
let aino: Viewer
let elias: Viewer

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  bank = createFakeBank(() => now)
  bank.install()
  aino = (await seedHousehold({ memberName: 'Aino' })).viewer
  elias = await seedMember(aino.householdId, 'adult', { memberName: 'Elias' })
})

async function connect(viewer: Viewer, renews: string | null = null): Promise<string> {
  await startBankSession(viewer, wishFor(renews), { ...here, browserId })
  const actor = { householdId: viewer.householdId, memberId: viewer.memberId, loginSessionId: viewer.loginSessionId, browserId }
  const taken = await takeCallback(actor, new URLSearchParams({ code: 'good', state: bank.calls.auth.at(-1)!.state as string }), now)
  if (taken.kind !== 'accepted') throw new Error(taken.kind)
  const result = await authorizeBankSession(actor, taken, here)
  return result.bankSessionId
}

async function keep(viewer: Viewer, bankSessionId: string, wishes: Partial<ChooseInput['accounts'][number]>[]): Promise<{ kept: number }> {
  const { accounts } = await getOffer(viewer, bankSessionId)
  const chosen = wishes.map((wish, i) => ({
    accountId: accounts[i]!.id,
    keep: true,
    share: 'none' as const,
    name: accounts[i]!.name,
    ...wish,
  }))
  return chooseAccounts(viewer, { bankSessionId, accounts: chosen }, here)
}

function jobs(): Promise<{ task: string; key: string }[]> {
  return database.ownerQuery(
    `SELECT t.identifier AS task, j.key FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
      WHERE j.payload ->> 'householdId' = $1 ORDER BY j.id`,
    [aino.householdId],
  )
}

describe('choosing accounts', () => {
  test('nothing is kept, shared or read before the person has chosen', async () => {
    const id = await connect(aino)
    const offer = await getOffer(aino, id)
    expect(offer.accounts.map(({ isKept, share }) => ({ isKept, share }))).toEqual([
      { isKept: false, share: 'none' },
      { isKept: false, share: 'none' },
    ])
    expect((await jobs()).map(({ task }) => task)).toEqual(['give-up-pending'])
    expect(await listBankSessions(elias, now)).toEqual([])
  })

  test('keeps the ticked ones under the given names and queues one first reading', async () => {
    const id = await connect(aino)
    expect(await keep(aino, id, [{ name: '  Our \u202emoney ' }, { keep: false }])).toEqual({ kept: 1 })
    const accounts = await database.ownerQuery('SELECT choice, custom_name FROM account WHERE household_id = $1 ORDER BY bank_name', [
      aino.householdId,
    ])
    expect(accounts).toEqual([
      { choice: 'kept', custom_name: 'Our money' },
      { choice: 'declined', custom_name: null },
    ])
    await keep(aino, id, [{}, { keep: false }])
    expect((await jobs()).filter(({ task }) => task === 'sync-bank-session')).toEqual([{ task: 'sync-bank-session', key: `sync:${id}` }])
  })

  test('another member can neither see the offer nor choose, and foreign accounts are not there', async () => {
    const id = await connect(aino)
    const { accounts } = await getOffer(aino, id)
    await expect(getOffer(elias, id)).rejects.toMatchObject({ code: 'not_found' })
    const choice = [{ accountId: accounts[0]!.id, keep: true, share: 'full' as const, name: '' }]
    await expect(chooseAccounts(elias, { bankSessionId: id, accounts: choice }, here)).rejects.toMatchObject({ code: 'not_found' })
    const other = (await seedHousehold()).viewer
    await expect(chooseAccounts(other, { bankSessionId: id, accounts: choice }, here)).rejects.toMatchObject({ code: 'not_found' })
    const theirs = await connect(elias)
    const foreign = [{ accountId: '00000000-0000-7000-8000-000000000000', keep: true, share: 'full' as const, name: '' }]
    await expect(chooseAccounts(elias, { bankSessionId: theirs, accounts: foreign }, here)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('an account two members hold is one account, said to be known, and declining it takes it from nobody else', async () => {
    await keep(aino, await connect(aino), [{ share: 'full' }, {}])
    const second = await connect(elias)
    const offer = await getOffer(elias, second)
    expect(offer.accounts.map(({ alsoHeldBy }) => alsoHeldBy)).toEqual([['Aino'], ['Aino']])
    await keep(elias, second, [{ keep: false }, { keep: false }])
    const accounts = await database.ownerQuery('SELECT choice, share FROM account WHERE household_id = $1 ORDER BY bank_name', [
      aino.householdId,
    ])
    expect(accounts).toEqual([
      { choice: 'kept', share: 'full' },
      { choice: 'kept', share: 'none' },
    ])
    expect(await listBankSessions(elias, now)).toMatchObject([
      { isMine: true, accountCount: 0, state: { state: 'choose' } },
      { isMine: false, memberName: 'Aino', accountCount: 1 },
    ])
  })
})

describe('the banks page', () => {
  test('counts and names only what the viewer may see', async () => {
    const id = await connect(aino)
    await keep(aino, id, [{ share: 'view' }, { share: 'none' }])
    expect(await listBankSessions(aino, now)).toMatchObject([{ id, isMine: true, accountCount: 2, state: { state: 'notYet' } }])
    expect(await listBankSessions(elias, now)).toMatchObject([
      { id, isMine: false, memberName: 'Aino', accountCount: 1, canReadNow: false },
    ])
    expect(await listBankSessions((await seedHousehold()).viewer, now)).toEqual([])
  })

  test('an account shared both ways is named as counted once', async () => {
    await keep(aino, await connect(aino), [{ share: 'full' }, {}])
    await keep(elias, await connect(elias), [{ share: 'full' }, { keep: false }])
    const sessions = await listBankSessions(aino, now)
    expect(sessions.map(({ isMine, shared }) => ({ isMine, shared }))).toEqual([
      { isMine: true, shared: [{ name: 'Account 1', with: 'Elias', isYou: false }] },
      { isMine: false, shared: [{ name: 'Account 1', with: 'Aino', isYou: true }] },
    ])
  })

  test('the history tells a member of reads of shared accounts, and counts no row of the others', async () => {
    const id = await connect(aino)
    await keep(aino, id, [{ share: 'view' }, {}])
    const { accounts } = await getOffer(aino, id)
    await asSystem(aino.householdId, async (db) => {
      const runId = '01930000-0000-7000-8000-000000000001'
      const { householdId } = aino
      await db.syncRun.create({
        data: {
          householdId,
          id: runId,
          bankSessionId: id,
          trigger: 'first',
          psuPresent: true,
          leaseToken: 1n,
          startedAt: now,
          finishedAt: now,
          outcome: 'complete',
        },
      })
      for (const [i, account] of accounts.entries()) {
        await db.syncRunAccount.create({
          data: { householdId, runId, accountId: account.id, phase: 'done', inserted: i === 0 ? 3 : 40, updatedAt: now },
        })
      }
    })
    expect(await listReads(aino, { limit: 10 })).toMatchObject([{ accounts: 2, newRows: 43, isMine: true }])
    expect(await listReads(elias, { limit: 10 })).toMatchObject([{ accounts: 1, newRows: 3, isMine: false, memberName: 'Aino' }])
    expect(await listReads((await seedHousehold()).viewer, { limit: 10 })).toEqual([])
  })
})

describe('renewing an access', () => {
  test('the old one goes on until the new one is authorised, and then the same accounts are read through the new one', async () => {
    const old = await connect(aino)
    await keep(aino, old, [{ share: 'view' }, {}])
    await startBankSession(aino, wishFor(old), { ...here, browserId })
    expect(await listBankSessions(aino, now)).toMatchObject([{ id: old, endedAt: null }])
    const renewed = await connect(aino, old)
    expect(await listBankSessions(aino, now)).toMatchObject([{ id: renewed, accountCount: 2, state: { state: 'notYet' } }])
    expect(await database.ownerQuery('SELECT 1 FROM account WHERE household_id = $1', [aino.householdId])).toHaveLength(2)
    expect((await jobs()).at(-1)).toEqual({ task: 'sync-bank-session', key: `sync:${renewed}` })
    expect(bank.calls.deleted).toEqual([])
  })

  test('only at the same bank and only by its member', async () => {
    const old = await connect(aino)
    const choice = { source: 'instance', country: 'FI', psuType: 'personal', authMethod: null, credentials: {}, renews: old } as const
    await expect(startBankSession(aino, { ...choice, name: 'Kontur' }, { ...here, browserId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(startBankSession(elias, { ...choice, name: 'Saaristo Bank' }, { ...here, browserId })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('ending an access', () => {
  test('closes it here at once, and at the bank by the queued job, after which no credentials are left', async () => {
    const id = await connect(aino)
    await keep(aino, id, [{}, {}])
    await endBankSession(aino, id, now)
    expect(await listBankSessions(aino, now)).toMatchObject([{ group: 'ended', endingSince: now.toISOString(), canReadNow: false }])
    expect(bank.calls.deleted).toHaveLength(0)
    expect((await jobs()).at(-1)).toEqual({ task: 'end-access-at-bank', key: `end:${id}` })
    await endAccessAtBank({ householdId: aino.householdId, bankSessionId: id }, now)
    await endAccessAtBank({ householdId: aino.householdId, bankSessionId: id }, now)
    expect(bank.calls.deleted).toHaveLength(1)
    const [row] = await database.ownerQuery('SELECT status, sealed_credentials, revoke_at_bank_since FROM bank_session WHERE id = $1', [id])
    expect(row).toEqual({ status: 'closed', sealed_credentials: null, revoke_at_bank_since: null })
    expect(await database.ownerQuery('SELECT DISTINCT state, sealed_uid FROM account_feed WHERE bank_session_id = $1', [id])).toEqual([
      { state: 'ended', sealed_uid: null },
    ])
  })

  test('keeps trying while the bank cannot be told', async () => {
    const id = await connect(aino)
    await endBankSession(aino, id, now)
    bank.script.deleted = () => errorAnswer(500, 'ASPSP_ERROR')
    await endAccessAtBank({ householdId: aino.householdId, bankSessionId: id }, now)
    const [row] = await database.ownerQuery('SELECT sealed_credentials IS NOT NULL AS kept FROM bank_session WHERE id = $1', [id])
    expect(row).toEqual({ kept: true })
  })

  test('only the member who connected it may end it or read it now', async () => {
    const id = await connect(aino)
    await keep(aino, id, [{ share: 'full' }, {}])
    await expect(endBankSession(elias, id, now)).rejects.toMatchObject({ code: 'not_found' })
    await expect(syncNow(elias, id, here)).rejects.toMatchObject({ code: 'not_found' })
    await endBankSession(aino, id, now)
    await expect(syncNow(aino, id, here)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a trip nobody came back from is given up; an access in use is not', async () => {
    const id = await connect(aino)
    const choice = {
      source: 'instance',
      country: 'FI',
      name: 'Kontur',
      psuType: 'personal',
      authMethod: null,
      credentials: {},
      renews: null,
    } as const
    const { bankSessionId: pending } = await startBankSession(aino, choice, { ...here, browserId })
    for (const bankSessionId of [id, pending]) await giveUpPending({ householdId: aino.householdId, bankSessionId }, now)
    const rows = await database.ownerQuery('SELECT id, status FROM bank_session WHERE household_id = $1', [aino.householdId])
    expect(Object.fromEntries(rows.map((row) => [row.id, row.status]))).toEqual({ [id]: 'authorized', [pending]: 'failed' })
  })
})

test('a person’s request waits sealed in the queue and speaks for them five minutes only', async () => {
  const id = await connect(aino)
  const psuContext = { ipAddress: '203.0.113.7', userAgent: 'Firefox' }
  await syncNow(aino, id, { psuContext, now })
  const [job] = await database.ownerQuery<{ payload: { sealedPsuContext: string } }>(
    `SELECT j.payload FROM graphile_worker._private_jobs j WHERE j.key = $1`,
    [`sync:${id}`],
  )
  expect(JSON.stringify(job)).not.toContain('203.0.113.7')
  await asSystem(aino.householdId, async (db) => {
    const vault = await openVault(db, aino.householdId)
    const sealed = job!.payload.sealedPsuContext
    expect(openPsuContext(vault, id, { sealed, now })).toEqual(psuContext)
    expect(openPsuContext(vault, id, { sealed, now: new Date(now.getTime() + 5 * 60_000) })).toBeNull()
    expect(openPsuContext(vault, id, { sealed: undefined, now })).toBeNull()
    expect(() => openPsuContext(vault, 'another access', { sealed: sealPsuContext(vault, id, { psuContext, now }), now })).toThrow()
  })
})
