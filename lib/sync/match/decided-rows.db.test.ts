import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerReview } from '@/lib/accounts/decisions/answer-review'
import { mergeRows } from '@/lib/accounts/decisions/merge-rows'
import { splitEvidence } from '@/lib/accounts/decisions/split-evidence'
import { splitRow } from '@/lib/accounts/decisions/split-row'
import { undoDecision } from '@/lib/accounts/decisions/undo-decision'
import { annotateTransaction } from '@/lib/accounts/annotate-transaction'
import { getTransaction } from '@/lib/accounts/get-transaction'
import type { PortTransaction, PsuContext } from '@/lib/banking/port'
import { asSystem } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, type SeededHousehold } from '@/lib/testing/household'
import { fakeAccount, openFakeBank, type FakeBank } from '@/lib/sync/fake-bank'
import { bankRow } from './bank-row'
import { runSync } from '@/lib/sync/run'
import { seedSession } from '@/lib/sync/seed-session'

/** Somebody is there: the bank's count of unattended readings is not what is tried here. */
const PSU: PsuContext = {
  ...{ ipAddress: '8.8.8.8', userAgent: 'Test', referer: 'https://saldo.example', accept: '*/*' },
  ...{ acceptCharset: 'utf-8', acceptEncoding: 'gzip', acceptLanguage: 'en' },
}

let database: TestDatabase
let home: SeededHousehold
let bank: FakeBank
let bankSessionId: string
let accountId: string
let clock: number

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  clock = Date.parse('2026-11-20T08:00:00Z')
  home = await seedHousehold()
  bank = openFakeBank()
  const seeded = await seedSession(home, [fakeAccount('a')], { now: new Date(clock) })
  bankSessionId = seeded.bankSessionId
  accountId = seeded.accounts[0]?.accountId ?? ''
})

async function sync({ booked = bank.booked.a ?? [], pending = [] as readonly PortTransaction[] } = {}): Promise<void> {
  clock += 3_600_000
  bank.booked.a = booked
  bank.pending.a = pending
  const now = () => new Date(clock)
  const { householdId } = home
  const report = await runSync({
    householdId,
    bankSessionId,
    trigger: 'interactive',
    now,
    psuContext: PSU,
    connectorFor: () => Promise.resolve(bank.connector),
  })
  expect(report.outcome, JSON.stringify(report)).toMatch(/complete|partial/)
}

/** What a person sees: day, amount, status and own note of each row; and what the totals say. */
async function seen(): Promise<string[]> {
  const rows = await database.ownerQuery<{ row: string }>(
    `SELECT concat_ws(' ', effective_date, amount_minor, status, user_note) AS row FROM transaction
      WHERE account_id = $1 AND superseded_by_id IS NULL AND status NOT IN ('CNCL', 'RJCT') ORDER BY 1`,
    [accountId],
  )
  const [sums] = await database.ownerQuery<{ days: string; months: string; rows: string }>(
    `SELECT (SELECT coalesce(sum(net_minor), 0) FROM daily_total WHERE account_id = $1)::text AS days,
            (SELECT coalesce(sum(in_minor + out_minor), 0) FROM monthly_total WHERE account_id = $1)::text AS months,
            (SELECT coalesce(sum(amount_minor), 0) FROM transaction WHERE account_id = $1 AND status = 'BOOK' AND superseded_by_id IS NULL)::text AS rows`,
    [accountId],
  )
  expect([sums?.days, sums?.months]).toEqual([sums?.rows, sums?.rows])
  return rows.map(({ row }) => row)
}

async function ids(status = 'BOOK'): Promise<string[]> {
  const rows = await database.ownerQuery<{ id: string }>(
    `SELECT id FROM transaction WHERE account_id = $1 AND status = $2 AND superseded_by_id IS NULL ORDER BY effective_date, first_seen_at, id`,
    [accountId, status],
  )
  return rows.map(({ id }) => id)
}

const now = () => new Date(clock)
const undo = (decisionId: string) => undoDecision(home.viewer, { decisionId, now: now() })

describe('what a person decided, and the next readings', () => {
  it('merged rows stay one, undone they are two again, whatever the bank repeats', async () => {
    const booked = [
      bankRow('-3.20', '2026-11-16', { entryReference: 'REF-A-1001' }),
      bankRow('-3.20', '2026-11-18', { entryReference: 'REF-B-1002' }),
      bankRow('-64.35', '2026-11-18', { entryReference: 'REF-C-1003', shop: 'Ruokatori' }),
    ]
    await sync({ booked })
    const two = await seen()
    const [a = '', b = ''] = await ids()
    const { decisionId } = await mergeRows(home.viewer, { transactionId: a, otherId: b, now: now() })
    const one = await seen()
    expect(one).toHaveLength(2)
    for (const order of [booked, [...booked].reverse()]) {
      await sync({ booked: order })
      expect(await seen()).toEqual(one)
    }
    await undo(decisionId)
    expect(await seen()).toEqual(two)
    await sync({ booked })
    expect(await seen()).toEqual(two)
  })

  it('merged rows without any reference stay one too', async () => {
    const booked = [bankRow('-3.20', '2026-11-17'), bankRow('-3.20', '2026-11-17')]
    await sync({ booked })
    const [a = '', b = ''] = await ids()
    const { decisionId } = await mergeRows(home.viewer, { transactionId: a, otherId: b, now: now() })
    await sync({ booked })
    expect(await seen()).toEqual(['2026-11-17 -320 BOOK'])
    await undo(decisionId)
    await sync({ booked })
    expect(await seen()).toEqual(['2026-11-17 -320 BOOK', '2026-11-17 -320 BOOK'])
  })

  it('a row announced and merged by hand with its booking does not come back while the bank still announces it', async () => {
    const pending = [bankRow('-20.00', '2026-11-17', { status: 'PDNG', shop: 'Pohjolan Maksut' })]
    const booked = [bankRow('-23.00', '2026-11-18', { shop: 'Ravintola Meri' })]
    await sync({ pending })
    const [announced = ''] = await ids('PDNG')
    await annotateTransaction(home.viewer, announced, { note: 'with the tip' })
    await sync({ booked, pending })
    const [booking = ''] = await ids()
    expect(await ids('PDNG')).toEqual([announced])
    await mergeRows(home.viewer, { transactionId: booking, otherId: announced, now: now() })
    const one = ['2026-11-18 -2300 BOOK with the tip']
    expect(await seen()).toEqual(one)
    for (const still of [pending, [], pending]) {
      await sync({ booked, pending: still })
      expect(await seen()).toEqual(one)
    }
  })

  it('“both are right” is not asked again', async () => {
    const booked = [bankRow('-3.20', '2026-11-16'), bankRow('-3.20', '2026-11-18')]
    await sync({ booked })
    const [a = '', b = ''] = await ids()
    const where = { householdId_id: { householdId: home.householdId, id: b } }
    await asSystem(home.householdId, (db) => db.transaction.update({ where, data: { reviewReason: 'possible_twin', reviewOtherIds: [a] } }))
    await answerReview(home.viewer, { transactionId: b, sameAs: null, now: now() })
    await sync({ booked: [...booked].reverse() })
    const asked = await database.ownerQuery(`SELECT FROM transaction WHERE account_id = $1 AND review_reason IS NOT NULL`, [accountId])
    expect(asked).toEqual([])
    expect(await seen()).toHaveLength(2)
  })

  it('a booked row taken apart by its second reference is two from then on, and one again when that is undone', async () => {
    const first = bankRow('-64.35', '2026-11-16', { entryReference: 'REF-A-1001', shop: 'Ruokatori' })
    const again = { ...first, entryReference: 'REF-B-2002' }
    await sync({ booked: [first] })
    await sync({ booked: [again] })
    const [row = ''] = await ids()
    expect(await seen()).toHaveLength(1)
    const { reasons } = await getTransaction(home.viewer, row)
    const part = reasons.flatMap((reason) => (reason.kind === 'reference' && reason.part) || []).at(-1)
    expect(part).toBeDefined()
    const { decisionId } = await splitEvidence(home.viewer, { transactionId: row, evidence: part ?? '', now: now() })
    const two = ['2026-11-16 -6435 BOOK', '2026-11-16 -6435 BOOK']
    expect(await seen()).toEqual(two)
    for (const booked of [[first, again], [again], [first], [again, first]]) {
      await sync({ booked })
      expect(await seen()).toEqual(two)
    }
    await expect(splitEvidence(home.viewer, { transactionId: row, evidence: part ?? '', now: now() })).rejects.toMatchObject({
      code: 'conflict',
    })
    await undo(decisionId)
    expect(await seen()).toEqual(['2026-11-16 -6435 BOOK'])
    for (const booked of [[again], [first]]) {
      await sync({ booked })
      expect(await seen()).toEqual(['2026-11-16 -6435 BOOK'])
    }
  })

  it('a row that was made by taking another apart stays once somebody wrote on it', async () => {
    const first = bankRow('-64.35', '2026-11-16', { entryReference: 'REF-A-1001' })
    await sync({ booked: [first] })
    await sync({ booked: [{ ...first, entryReference: 'REF-B-2002' }] })
    const [row = ''] = await ids()
    const { reasons } = await getTransaction(home.viewer, row)
    const evidence = reasons.flatMap((reason) => (reason.kind === 'reference' && reason.part) || []).at(-1) ?? ''
    const { decisionId } = await splitEvidence(home.viewer, { transactionId: row, evidence, now: now() })
    const made = (await ids()).find((id) => id !== row) ?? ''
    await annotateTransaction(home.viewer, made, { note: 'mine' })
    await expect(undo(decisionId)).rejects.toMatchObject({ code: 'conflict' })
    await annotateTransaction(home.viewer, made, { note: null })
    await undo(decisionId)
    expect(await ids()).toEqual([row])
  })

  it('a row that was let go ends with the bank’s list like any other', async () => {
    const pending = [bankRow('-12.00', '2026-11-17', { status: 'PDNG', shop: 'Kioski Hakaniemi' })]
    const booked = [bankRow('-12.00', '2026-11-18', { shop: 'Kioski Hakaniemi' })]
    await sync({ pending })
    const [announced = ''] = await ids('PDNG')
    await sync({ booked })
    const [booking = ''] = await ids()
    await splitRow(home.viewer, { transactionId: booking, otherId: announced, now: now() })
    expect(await seen()).toHaveLength(2)
    await sync({ booked })
    expect(await seen()).toEqual(['2026-11-18 -1200 BOOK'])
  })

  it('a row wrongly taken for the beginning of a booking is let go and not taken again', async () => {
    const pending = [bankRow('-12.00', '2026-11-17', { status: 'PDNG', shop: 'Kioski Hakaniemi' })]
    const booked = [bankRow('-12.00', '2026-11-18', { shop: 'Kioski Hakaniemi' })]
    await sync({ pending })
    const [announced = ''] = await ids('PDNG')
    await sync({ booked, pending })
    expect(await seen()).toEqual(['2026-11-18 -1200 BOOK'])
    const [booking = ''] = await ids()
    const { decisionId } = await splitRow(home.viewer, { transactionId: booking, otherId: announced, now: now() })
    const two = ['2026-11-17 -1200 PDNG', '2026-11-18 -1200 BOOK']
    expect(await seen()).toEqual(two)
    await sync({ booked, pending })
    expect(await seen()).toEqual(two)
    await undo(decisionId)
    expect(await seen()).toEqual(['2026-11-18 -1200 BOOK'])
    await sync({ booked, pending })
    expect(await seen()).toEqual(['2026-11-18 -1200 BOOK'])
  })
})
