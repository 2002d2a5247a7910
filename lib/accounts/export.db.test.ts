import { beforeAll, describe, expect, it } from 'vitest'
import { asSystem, asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { seedAccount, seedTransactions } from '@/lib/testing/seed-account'
import { exportHousehold } from './export'
import { exportForMember } from './export-for-member'
import { cell } from './export-table'
import { NO_FILTER } from './transaction-filter'

const IBAN = 'FI2112345600000785'
const NOW = new Date('2026-11-20T15:05:00Z')

let aino: Viewer
let elias: Viewer
let joint: string
let secret: string

type Exported = {
  format: string
  version: number
  scope: string
  household: { name: string }
  accounts: {
    id: string
    iban: string | null
    identificationHashes: { hash: string; isPrimary: boolean }[]
    balances: { type: string; amount: string }[]
  }[]
  transactions: {
    id: string
    accountId: string
    amount: string
    currency: string
    bank: { remittance: string[] }
    evidence: { kind: string; value: string }[]
  }[]
}

beforeAll(async () => {
  await createTestDatabase()
  aino = (await seedHousehold({ memberName: 'Aino', name: 'Koivurinne 4' })).viewer
  elias = await seedMember(aino.householdId, 'adult', { memberName: 'Elias' })
  const { householdId } = aino
  joint = await seedAccount({ householdId, holders: [aino.memberId, elias.memberId], name: 'Joint', iban: IBAN, balanceMinor: 348216n })
  secret = await seedAccount({ householdId, holders: [elias.memberId], name: 'Surprise', balanceMinor: 1n })
  const rows = Array.from({ length: 2_300 }, (_, index) => ({
    day: `2026-${String((index % 11) + 1).padStart(2, '0')}-10`,
    minor: BigInt(-index),
    detail: { remittance: [`line ${index}`] },
  }))
  const ids = await seedTransactions(householdId, joint, rows)
  await seedTransactions(householdId, secret, [{ day: '2026-11-01', minor: -5n, name: '=cmd|calc' }])
  await asSystem(householdId, async (db) => {
    await db.accountIdentity.create({ data: { householdId, accountId: joint, hash: 'identification hash', isPrimary: true } })
    await db.transactionEvidence.create({
      data: { householdId, accountId: joint, kind: 'r', value: 'evidence value', occurrence: 1, transactionId: ids[7] ?? '', seenAt: NOW },
    })
  })
}, 120_000)

async function operatorExport(): Promise<Exported> {
  const pieces: string[] = []
  const read = <T>(work: Parameters<typeof asSystem<T>>[1]) => asSystem(aino.householdId, work)
  for await (const piece of exportHousehold(read, { householdId: aino.householdId, memberId: null }, NOW)) pieces.push(piece)
  return JSON.parse(pieces.join('')) as Exported
}

async function download(viewer: Viewer, format: 'json' | 'csv'): Promise<string> {
  return new Response((await exportForMember(viewer, { format, filter: NO_FILTER }, NOW)).body).text()
}

describe('the operator’s export', () => {
  it('holds every account with its hashes, number and balances, and every transaction once with exact amounts and evidence', async () => {
    const exported = await operatorExport()
    expect(exported).toMatchObject({ format: 'saldo-export', version: 1, scope: 'household', household: { name: 'Koivurinne 4' } })
    const account = exported.accounts.find((one) => one.id === joint)
    expect(account).toMatchObject({
      iban: IBAN,
      identificationHashes: [{ hash: 'identification hash', isPrimary: true }],
      balances: [{ type: 'ITBD', amount: '3482.16' }],
    })
    const rows = exported.transactions.filter((row) => row.accountId === joint)
    expect(new Set(rows.map((row) => row.id)).size).toBe(2_300)
    expect(rows.find((row) => row.bank.remittance[0] === 'line 1234')).toMatchObject({ amount: '-12.34', currency: 'EUR' })
    expect(rows.filter((row) => row.evidence.length > 0)).toMatchObject([
      { bank: { remittance: ['line 7'] }, evidence: [{ kind: 'reference', value: 'evidence value' }] },
    ])
    expect(exported.accounts.map((one) => one.id)).toContain(secret)
  })
})

describe('a member’s export', () => {
  it('has no trace of another member’s private account', async () => {
    const exported = JSON.parse(await download(aino, 'json')) as Exported
    expect(exported.scope).toBe('member')
    expect(exported.accounts.map((one) => one.id)).toEqual([joint])
    expect(exported.transactions).toHaveLength(2_300)
    for (const text of [JSON.stringify(exported), await download(aino, 'csv')]) {
      for (const trace of [secret, 'Surprise', 'cmd']) expect(text).not.toContain(trace)
    }
    const stranger = (await seedHousehold()).viewer
    expect(JSON.parse(await download(stranger, 'json'))).toMatchObject({ accounts: [], transactions: [] })
  })

  it('as a table runs nothing in a spreadsheet', async () => {
    const lines = (await download(elias, 'csv')).split('\r\n')
    expect(lines).toHaveLength(2_301 + 2)
    expect(lines[0]).toBe('day,account,status,name,description,category,amount,currency,note')
    expect(lines.find((line) => line.includes('cmd'))).toBe("2026-11-01,Surprise,BOOK,'=cmd|calc,,,-0.05,EUR,")
    expect(['=1', '+1', '-1', '@SUM', '\t=1', ' =1', 'a "b", c', 'two\nlines'].map(cell)).toEqual([
      "'=1",
      "'+1",
      "'-1",
      "'@SUM",
      "'\t=1",
      "' =1",
      '"a ""b"", c"',
      '"two\nlines"',
    ])
  })

  it('as a table of a search holds every hit, however many there are', async () => {
    const filter = { ...NO_FILTER, text: 'somebody' }
    const text = await new Response((await exportForMember(aino, { format: 'csv', filter }, NOW)).body).text()
    expect(text.trim().split('\r\n')).toHaveLength(2_301)
  })

  it('is kept in the audit log', async () => {
    await download(elias, 'json')
    const events = await asViewer(aino, (db) => db.auditEvent.findMany({ where: { kind: 'export_made', memberId: elias.memberId } }))
    expect(events.at(-1)?.facts).toEqual({ format: 'json' })
  })
})
