import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { seedAccount, seedTransactions } from '@/lib/testing/seed-account'
import { annotateTransaction } from './annotate-transaction'
import { getTransaction } from './get-transaction'
import { listAccounts } from './list-accounts'
import { listTransactions } from './list-transactions'
import { NO_FILTER } from './transaction-filter'
import { asViewer } from '@/lib/db'

let database: TestDatabase
let aino: Viewer
let elias: Viewer
let accountId: string
let rowId: string
let pendingId: string

beforeAll(async () => {
  database = await createTestDatabase()
  aino = (await seedHousehold({ memberName: 'Aino' })).viewer
  elias = await seedMember(aino.householdId, 'adult', { memberName: 'Elias' })
  accountId = await seedAccount({ householdId: aino.householdId, holders: [aino.memberId] })
  const party = { name: 'VALO ENERGIA OY HELSINKI', iban: 'FI9812345600778891', otherAccount: null, addressLines: ['Sähkötie 1'] }
  const detail = {
    creditor: party,
    remittance: ['LASKU 4401 7732', 'VIITE RF89 4401 7732 0268'],
    entryReference: '2026111800 4172',
    status: 'BOOK',
    bankCode: { code: 'PMNT', subCode: 'ICDT-ESCT', description: null },
    valueDate: '2026-11-18',
    balanceAfter: { minor: '377116', currency: 'EUR' },
  }
  const ids = await seedTransactions(aino.householdId, accountId, [
    { day: '2026-11-18', minor: -11872n, name: 'Valo Energia', category: 'energy', detail },
    { day: '2026-11-17', minor: -11872n, name: 'Valo Energia', status: 'PDNG' },
    { day: '2026-11-10', minor: -11872n, name: 'Another bill of that size' },
  ])
  rowId = ids[0] ?? ''
  pendingId = ids[1] ?? ''
  await seedEvidence()
})

async function seedEvidence(): Promise<void> {
  const { householdId } = aino
  const [runId, sessionId] = [newId(), newId()]
  await asSystem(householdId, async (db) => {
    await db.bankSession.create({
      data: {
        householdId,
        id: sessionId,
        memberId: aino.memberId,
        connectorId: 'enable-banking',
        aspspName: 'Saaristo',
        aspspCountry: 'FI',
        psuType: 'personal',
        status: 'authorized',
      },
    })
    await db.syncRun.create({
      data: { householdId, id: runId, bankSessionId: sessionId, trigger: 'first', psuPresent: true, leaseToken: 1n, startedAt: new Date() },
    })
    const seenAt = new Date('2026-11-18T16:22:00Z')
    for (const [kind, value] of [
      ['r', 'a reference'],
      ['c', 'its content'],
      ['t', 'a hint'],
    ] as const) {
      await db.transactionEvidence.create({
        data: { householdId, accountId, kind, value, occurrence: 0, transactionId: rowId, runId, seenAt },
      })
    }
    await db.transaction.update({
      where: { householdId_id: { householdId, id: pendingId } },
      data: { supersededById: rowId, supersededBecause: 'likeness' },
    })
  })
}

describe('a row’s details', () => {
  it('hold what the bank wrote, its codes and why it is one row', async () => {
    const detail = await getTransaction(aino, rowId)
    expect(detail.raw).toEqual(['VALO ENERGIA OY HELSINKI', 'LASKU 4401 7732', 'VIITE RF89 4401 7732 0268'])
    expect(detail.counterparty?.iban).toBe('FI9812345600778891')
    expect(detail.codes).toMatchObject({
      entryReference: '2026111800 4172',
      bankCode: 'PMNT ICDT-ESCT',
      valueDate: '2026-11-18',
      transactionId: null,
    })
    expect(detail.balanceAfter).toEqual({ amount: '3771.16', currency: 'EUR' })
    expect(detail.reasons).toEqual([
      {
        kind: 'reference',
        seenAt: '2026-11-18T16:22:00.000Z',
        reading: { memberName: 'Aino', trigger: 'first' },
        isLater: false,
        part: null,
      },
      {
        ...{ kind: 'content', seenAt: '2026-11-18T16:22:00.000Z', reading: { memberName: 'Aino', trigger: 'first' }, occurrence: 1 },
        ...{ isLater: false, part: null },
      },
      {
        ...{ kind: 'superseded', id: pendingId, firstSeenAt: '2026-11-17T12:00:00.000Z', status: 'PDNG', day: '2026-11-17' },
        ...{ name: 'Valo Energia', amount: { amount: '-118.72', currency: 'EUR' }, because: 'likeness' },
      },
      { kind: 'alike', count: 1, days: 14 },
    ])
    expect(JSON.stringify(detail)).not.toMatch(/sealed|factsHash|counterpartyIndex/)
  })

  it('are not there for anyone who may not see the account', async () => {
    const stranger = (await seedHousehold()).viewer
    for (const viewer of [elias, stranger]) {
      await expect(getTransaction(viewer, rowId)).rejects.toMatchObject({ code: 'not_found' })
      await expect(annotateTransaction(viewer, rowId, { note: 'mine' })).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(getTransaction(aino, 'nonsense')).rejects.toMatchObject({ code: 'not_found' })
    await expect(getTransaction(aino, newId())).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a person’s own words', () => {
  it('stand beside the bank’s, can be searched, and go away again', async () => {
    await annotateTransaction(aino, rowId, { name: 'Sähkö', note: 'Meter read by Elias', category: 'home' })
    expect(await getTransaction(aino, rowId)).toMatchObject({
      row: { name: 'Sähkö', note: 'Meter read by Elias', category: 'home' },
      bankSays: { name: 'Valo Energia', category: 'energy' },
      hasOwnName: true,
      hasOwnCategory: true,
    })
    for (const text of ['sähkö', 'METER elias', 'valo sähkö']) expect(await found(aino, text)).toEqual(['Sähkö'])
    expect(await found(elias, 'sähkö')).toEqual([])
    await annotateTransaction(aino, rowId, { name: null, note: ' ', category: null })
    expect(await getTransaction(aino, rowId)).toMatchObject({
      row: { name: 'Valo Energia', note: null, category: 'energy' },
      hasOwnName: false,
    })
    expect(await found(aino, 'meter')).toEqual([])
  })

  it('of a category take the month’s sum with them', async () => {
    await annotateTransaction(aino, rowId, { category: 'home' })
    expect(await november()).toEqual([
      ['', -11872],
      ['home', -11872],
    ])
    await annotateTransaction(aino, rowId, { category: 'energy' })
    expect(await november()).toEqual([
      ['', -11872],
      ['energy', -11872],
    ])
    expect((await getTransaction(aino, rowId)).hasOwnCategory).toBe(false)
  })

  it('need the right to annotate', async () => {
    const share = (level: string) =>
      asSystem(aino.householdId, (db) => db.account.updateMany({ where: { id: accountId }, data: { share: level } }))
    const child = await seedMember(aino.householdId, 'viewer')
    await share('view')
    await expect(annotateTransaction(elias, rowId, { note: 'no' })).rejects.toMatchObject({ code: 'not_allowed' })
    await share('annotate')
    await annotateTransaction(elias, rowId, { note: 'by Elias' })
    expect((await getTransaction(aino, rowId)).row.note).toBe('by Elias')
    await expect(annotateTransaction(child, rowId, { note: 'no' })).rejects.toMatchObject({ code: 'not_allowed' })
    expect((await getTransaction(child, rowId)).mayEdit).toBe(false)
    await share('none')
  })
})

async function found(viewer: Viewer, text: string): Promise<string[]> {
  return asViewer(viewer, async (db) => {
    const visible = await listAccounts(db, viewer, { archived: 'with' })
    const page = await listTransactions(db, viewer, { visible, filter: { ...NO_FILTER, text }, cursor: null, limit: 10 })
    return page.rows.map((row) => row.name)
  })
}

async function november() {
  const rows = await database.ownerQuery<{ category: string; minor: number; count: number }>(
    `SELECT category, (in_minor + out_minor)::int AS minor, count FROM monthly_total WHERE account_id = $1 AND month = '2026-11-01' ORDER BY category`,
    [accountId],
  )
  return rows.map((row) => [row.category, row.minor])
}
