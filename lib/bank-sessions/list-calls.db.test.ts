import { beforeAll, describe, expect, it } from 'vitest'
import { BankError } from '@/lib/banking/errors'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { seedAccount } from '@/lib/testing/seed-account'
import { CALLS_PER_PAGE, listCalls } from './list-calls'
import { listBankHealth } from './list-bank-health'
import { recordCall, storeCalls, type CallRow } from './record-call'

const NOW = new Date('2026-11-20T12:00:00Z')
const all = { onlyFailed: false, before: null }
let viewer: Viewer
let other: Viewer

beforeAll(async () => {
  await createTestDatabase()
  const household = await seedHousehold()
  viewer = household.viewer
  other = await seedMember(household.householdId, 'adult')
})

describe('calls to banks', () => {
  it('are listed newest first, page by page, each once', async () => {
    const session = await seedSession(viewer, 'Kontur')
    const rows = await seedCalls(session, CALLS_PER_PAGE * 2 + 7)
    const seen: string[] = []
    for (let before: string | null = null, pages = 0; pages === 0 || before !== null; pages++) {
      const page = await listCalls(viewer, { bankSessionId: session, onlyFailed: false, before })
      seen.push(...page.calls.map(({ id }) => id))
      before = page.next
    }
    expect(seen).toEqual(rows.map(({ id }) => id).reverse())
  })

  it('are one’s own alone', async () => {
    const theirs = await seedSession(other, 'Saaristo Bank')
    await seedCalls(theirs, 3)
    expect((await listCalls(viewer, all)).calls.filter(({ bankName }) => bankName === 'Saaristo Bank')).toEqual([])
    expect((await listCalls(other, all)).calls).toHaveLength(3)
    await expect(listCalls(viewer, { ...all, bankSessionId: theirs })).rejects.toMatchObject({ code: 'not_found' })
    await expect(listCalls(viewer, { ...all, bankSessionId: 'nonsense' })).rejects.toMatchObject({ code: 'not_found' })
    expect((await listBankHealth(viewer, NOW)).map(({ bankName }) => bankName)).not.toContain('Saaristo Bank')
  })

  it('name an account only to who may see it', async () => {
    const session = await seedSession(viewer, 'Names')
    const [mine, theirs] = [viewer, other].map(({ memberId }) => memberId)
    const visible = await seedAccount({ householdId: viewer.householdId, holders: [mine!], name: 'Everyday' })
    const hidden = await seedAccount({ householdId: viewer.householdId, holders: [theirs!], name: 'Secret' })
    await seedCalls(session, 1, { accountId: visible })
    await seedCalls(session, 1, { accountId: hidden })
    const { calls } = await listCalls(viewer, { ...all, bankSessionId: session })
    expect(new Set(calls.map(({ accountName }) => accountName))).toEqual(new Set(['Everyday', null]))
  })

  it('can be narrowed to those that failed, and say which count as an automatic read', async () => {
    const session = await seedSession(viewer, 'Mixed')
    await seedCalls(session, 1, { operation: 'balances', psuPresent: false })
    await seedCalls(session, 1, { operation: 'session', psuPresent: false })
    await seedCalls(session, 1, { operation: 'transactions', outcome: 'rate_limited', bankCode: 'ASPSP_RATE_LIMIT_EXCEEDED' })
    const { calls } = await listCalls(viewer, { ...all, bankSessionId: session })
    expect(new Map(calls.map(({ operation, isCounted }) => [operation, isCounted]))).toEqual(
      new Map([
        ['balances', true],
        ['session', false],
        ['transactions', false],
      ]),
    )
    const failed = await listCalls(viewer, { bankSessionId: session, onlyFailed: true, before: null })
    expect(failed.calls).toMatchObject([{ outcome: 'rate_limited', bankCode: 'ASPSP_RATE_LIMIT_EXCEEDED' }])
  })

  it('of one list with many pages count once', async () => {
    const session = await seedSession(viewer, 'Pages')
    const accountId = await seedAccount({ householdId: viewer.householdId, holders: [viewer.memberId] })
    const page = { runId: newId(), accountId, operation: 'transactions', psuPresent: false } as const
    await seedCalls(session, 1, { ...page, outcome: 'unavailable' })
    await seedCalls(session, 5, page)
    const { calls } = await listCalls(viewer, { ...all, bankSessionId: session })
    expect(calls.map(({ isCounted }) => isCounted).filter(Boolean)).toHaveLength(1)
  })

  it('outside of a reading are written down with how they went, and their failure still reaches the caller', async () => {
    const session = await seedSession(viewer, 'Direct')
    const facts = { householdId: viewer.householdId, bankSessionId: session, purpose: 'end', psuPresent: false, at: NOW } as const
    expect(await recordCall({ ...facts, operation: 'session' }, () => Promise.resolve('answer'))).toBe('answer')
    const refused = () => Promise.reject(new BankError('unavailable', { bankCode: 'ASPSP_TIMEOUT' }))
    await expect(recordCall({ ...facts, operation: 'revoke' }, refused)).rejects.toMatchObject({ kind: 'unavailable' })
    const { calls } = await listCalls(viewer, { ...all, bankSessionId: session })
    expect(calls).toHaveLength(2)
    expect(calls.find(({ operation }) => operation === 'revoke')).toMatchObject({
      ...{ purpose: 'end', outcome: 'unavailable', bankCode: 'ASPSP_TIMEOUT', isCounted: false },
    })
  })

  it('say how their bank is doing', async () => {
    const session = await seedSession(viewer, 'Doing')
    await seedCalls(session, 4, { durationMs: 250 })
    await seedCalls(session, 1, { outcome: 'unavailable', at: new Date(NOW.getTime() - 1_000) })
    expect((await listBankHealth(viewer, NOW, session))[0]).toEqual({
      ...{ bankName: 'Doing', country: 'FI', state: 'failing', calls: 5, failed: 1, usualMs: 250 },
      failingSince: new Date(NOW.getTime() - 1_000).toISOString(),
      lastAnswerAt: expect.any(String) as string,
    })
  })
})

async function seedSession({ householdId, memberId }: Viewer, aspspName: string): Promise<string> {
  const id = newId()
  const bank = { aspspName, aspspCountry: 'FI', connectorId: 'enable-banking', psuType: 'personal' }
  await asSystem(householdId, (db) => db.bankSession.create({ data: { householdId, id, memberId, ...bank, requiredPsuHeaders: [] } }))
  return id
}

/** Three calls share each instant, as calls of one busy moment do. */
async function seedCalls(bankSessionId: string, count: number, more: Partial<CallRow> = {}): Promise<CallRow[]> {
  const { householdId } = viewer
  const rows = Array.from({ length: count }, (_, index): CallRow => {
    const at = new Date(NOW.getTime() - 3_600_000 + Math.floor(index / 3) * 1_000)
    return {
      ...{ id: newId(at), householdId, bankSessionId, accountId: null, runId: null, operation: 'transactions', purpose: 'interactive' },
      ...{ psuPresent: true, at, durationMs: 100, outcome: 'ok', bankCode: null, ...more },
    }
  })
  await asSystem(householdId, (db) => storeCalls(db, rows))
  return rows.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
}
