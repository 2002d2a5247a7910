import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { seedAccount, seedTransactions, type SeedRow } from '@/lib/testing/seed-account'
import { annotateTransaction } from '../annotate-transaction'
import { getTransaction } from '../get-transaction'
import { answerReview } from './answer-review'
import { listNearRows } from './list-near-rows'
import { listReview } from './list-review'
import { mergeRows } from './merge-rows'
import { splitRow } from './split-row'
import { undoDecision } from './undo-decision'

const NOW = new Date('2026-11-20T12:00:00Z')

let database: TestDatabase
let aino: Viewer
let accountId: string

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  aino = (await seedHousehold({ memberName: 'Aino' })).viewer
  accountId = await seedAccount({ householdId: aino.householdId, holders: [aino.memberId], name: 'Everyday' })
})

const ticket = { minor: -320n, name: 'Kaupunkiliikenne', category: 'transport' }

async function seed(...rows: SeedRow[]): Promise<string[]> {
  return seedTransactions(aino.householdId, accountId, rows)
}

async function ask(id: string, about: readonly string[], reason = 'possible_twin'): Promise<void> {
  const where = { householdId_id: { householdId: aino.householdId, id } }
  await asSystem(aino.householdId, (db) => db.transaction.update({ where, data: { reviewReason: reason, reviewOtherIds: [...about] } }))
}

/** All that decisions may touch, as text to compare: rows, evidence and the totals that are not nothing. */
async function picture(): Promise<string> {
  const rows = await database.ownerQuery(
    `SELECT to_jsonb(t) - 'sealed_detail' AS row FROM transaction t WHERE account_id = $1 ORDER BY id`,
    [accountId],
  )
  const evidence = await database.ownerQuery(
    `SELECT to_jsonb(e) AS row FROM transaction_evidence e WHERE account_id = $1 ORDER BY kind, value, occurrence`,
    [accountId],
  )
  return JSON.stringify([rows, evidence, await totals()], null, 1)
}

async function totals() {
  const days = await database.ownerQuery<{ day: string; net: string; count: number }>(
    `SELECT day::text, net_minor::text AS net, count FROM daily_total WHERE account_id = $1 AND count <> 0 ORDER BY day`,
    [accountId],
  )
  const months = await database.ownerQuery<{ category: string; net: string; count: number }>(
    `SELECT category, (in_minor + out_minor)::text AS net, count FROM monthly_total WHERE account_id = $1 AND count <> 0 ORDER BY month, category`,
    [accountId],
  )
  return {
    days: days.map(({ day, net }) => `${day} ${net}`),
    months: months.map(({ category, net, count }) => `${category} ${net} (${count})`),
  }
}

async function shown(): Promise<string[]> {
  const rows = await database.ownerQuery<{ id: string }>(
    `SELECT id FROM transaction WHERE account_id = $1 AND superseded_by_id IS NULL AND status NOT IN ('CNCL', 'RJCT') ORDER BY id`,
    [accountId],
  )
  return rows.map(({ id }) => id)
}

describe('merging two rows', () => {
  it('keeps one, takes the other out of every sum, and undoing puts everything back exactly', async () => {
    const [a = '', b = ''] = await seed({ ...ticket, day: '2026-11-17' }, { ...ticket, day: '2026-11-18' })
    await annotateTransaction(aino, a, { note: 'with the children', category: 'travel' })
    const before = await picture()
    const { decisionId, keptId } = await mergeRows(aino, { transactionId: a, otherId: b, now: NOW })
    expect(await shown()).toEqual([keptId])
    // Booked alike: the newer row stays, with the words that were said about the other.
    expect(keptId).toBe(b)
    expect((await getTransaction(aino, b)).row).toMatchObject({ note: 'with the children', category: 'travel' })
    expect(await totals()).toEqual({ days: ['2026-11-18 -320'], months: ['travel -320 (1)'] })
    await undoDecision(aino, { decisionId, now: NOW })
    expect(await picture()).toBe(before)
  })

  it('lets a booking stay before what was announced, whichever was chosen first', async () => {
    const [pending = '', booked = ''] = await seed({ ...ticket, day: '2026-11-19', status: 'PDNG' }, { ...ticket, day: '2026-11-17' })
    const { keptId } = await mergeRows(aino, { transactionId: pending, otherId: booked, now: NOW })
    expect(keptId).toBe(booked)
    const { reasons, decisions } = await getTransaction(aino, booked)
    expect(reasons).toContainEqual(expect.objectContaining({ kind: 'superseded', id: pending, because: 'by_hand', status: 'PDNG' }))
    expect(decisions).toMatchObject([{ kind: 'merge', memberName: 'Aino', mayUndo: true, other: { id: pending } }])
    expect((await getTransaction(aino, pending)).supersededBy).toMatchObject({ id: booked })
  })

  it('refuses what cannot be one row, and rows that are hidden already', async () => {
    const [a = '', refund = '', b = '', kronor = ''] = await seed(
      { ...ticket, day: '2026-11-17' },
      { ...ticket, day: '2026-11-17', minor: 320n },
      { ...ticket, day: '2026-11-18' },
      { ...ticket, day: '2026-11-18', currency: 'SEK' },
    )
    const merge = (transactionId: string, otherId: string) => mergeRows(aino, { transactionId, otherId, now: NOW })
    const before = await picture()
    await expect(merge(a, refund)).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(merge(a, kronor)).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(merge(a, a)).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(merge(a, newId())).rejects.toMatchObject({ code: 'not_found' })
    const elsewhere = await seedAccount({ householdId: aino.householdId, holders: [aino.memberId] })
    const [far = ''] = await seedTransactions(aino.householdId, elsewhere, [{ ...ticket, day: '2026-11-18' }])
    await expect(merge(a, far)).rejects.toMatchObject({ code: 'not_found' })
    expect(await picture()).toBe(before)
    await merge(a, b)
    await expect(merge(a, b)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is for those who may annotate the account; for all others the rows are not there', async () => {
    const [a = '', b = ''] = await seed({ ...ticket, day: '2026-11-17' }, { ...ticket, day: '2026-11-18' })
    const elias = await seedMember(aino.householdId, 'adult')
    const child = await seedMember(aino.householdId, 'viewer')
    const stranger = (await seedHousehold()).viewer
    const tryAs = (viewer: Viewer) =>
      mergeRows(viewer, { transactionId: a, otherId: b, now: NOW }).then(
        () => 'done',
        (error: { code: string }) => error.code,
      )
    const share = (level: string) =>
      asSystem(aino.householdId, (db) => db.account.updateMany({ where: { id: accountId }, data: { share: level } }))
    expect(await Promise.all([elias, child, stranger].map(tryAs))).toEqual(['not_found', 'not_found', 'not_found'])
    await share('view')
    expect(await Promise.all([elias, child, stranger].map(tryAs))).toEqual(['not_allowed', 'not_allowed', 'not_found'])
    await share('annotate')
    expect([await tryAs(child), await tryAs(elias)]).toEqual(['not_allowed', 'done'])
    const { decisions } = await listReview(elias)
    const undo = (viewer: Viewer) => undoDecision(viewer, { decisionId: decisions[0]?.id ?? '', now: NOW })
    await expect(undo(stranger)).rejects.toMatchObject({ code: 'not_found' })
    await expect(undo(child)).rejects.toMatchObject({ code: 'not_allowed' })
    await undo(aino)
    expect(await shown()).toEqual([a, b].sort())
  })

  it('cannot be undone twice, nor once the row that stayed has gone behind another', async () => {
    const [a = '', b = '', c = ''] = await seed(
      { ...ticket, day: '2026-11-15' },
      { ...ticket, day: '2026-11-16' },
      { ...ticket, day: '2026-11-17' },
    )
    const first = await mergeRows(aino, { transactionId: a, otherId: b, now: NOW })
    const second = await mergeRows(aino, { transactionId: b, otherId: c, now: NOW })
    const undo = ({ decisionId }: { decisionId: string }) => undoDecision(aino, { decisionId, now: NOW })
    await expect(undo(first)).rejects.toMatchObject({ code: 'conflict' })
    await undo(second)
    await undo(first)
    await expect(undo(first)).rejects.toMatchObject({ code: 'conflict' })
    expect(await shown()).toEqual([a, b, c].sort())
    expect(await totals()).toMatchObject({ months: ['transport -960 (3)'] })
  })

  it('is decided once, however many people press at the same moment', async () => {
    const [a = '', b = ''] = await seed({ ...ticket, day: '2026-11-17' }, { ...ticket, day: '2026-11-18' })
    const pressed = [a, b, a, b].map((id) => mergeRows(aino, { transactionId: id, otherId: id === a ? b : a, now: NOW }))
    const answers = await Promise.allSettled(pressed)
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await totals()).toEqual({ days: ['2026-11-18 -320'], months: ['transport -320 (1)'] })
  })

  it('leaves alone, when undone, what the person wrote since', async () => {
    const [a = '', b = ''] = await seed({ ...ticket, day: '2026-11-17' }, { ...ticket, day: '2026-11-18' })
    await annotateTransaction(aino, a, { note: 'before' })
    const { decisionId } = await mergeRows(aino, { transactionId: a, otherId: b, now: NOW })
    await annotateTransaction(aino, b, { note: 'after', category: 'travel' })
    await undoDecision(aino, { decisionId, now: NOW })
    expect((await getTransaction(aino, b)).row).toMatchObject({ note: 'after', category: 'travel' })
    expect((await getTransaction(aino, a)).row).toMatchObject({ note: 'before', category: 'transport' })
    expect(await totals()).toMatchObject({ months: ['transport -320 (1)', 'travel -320 (1)'] })
  })

  it('offers rows of the same account, of the same amount first, and of another one only while it is pending', async () => {
    const [a = '', near = '', same = ''] = await seed(
      { ...ticket, day: '2026-11-17' },
      { ...ticket, day: '2026-11-17', minor: -500n, status: 'PDNG' },
      { ...ticket, day: '2026-11-10' },
      { ...ticket, day: '2026-11-17', minor: -700n },
      { ...ticket, day: '2026-08-01' },
      { ...ticket, day: '2026-11-17', minor: 320n },
    )
    expect((await listNearRows(aino, a)).map(({ id }) => id)).toEqual([same, near])
    await expect(listNearRows((await seedHousehold()).viewer, a)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the review list', () => {
  it('asks about each pair once, with what speaks for and against', async () => {
    const [a = '', b = ''] = await seed({ ...ticket, day: '2026-11-16' }, { ...ticket, day: '2026-11-18' })
    await ask(a, [b])
    await ask(b, [a])
    const { questions, more } = await listReview(aino)
    expect(more).toBe(0)
    expect(questions).toMatchObject([{ reason: 'possible_twin', accountName: 'Everyday', mayDecide: true, others: [{ isBehind: false }] }])
    expect(questions.flatMap(({ row, others }) => [row.id, ...others.map(({ id }) => id)]).sort()).toEqual([a, b].sort())
    expect(questions[0]?.others[0]?.signs).toContainEqual({ kind: 'days', days: 2, speaksFor: false })
    expect(await listReview((await seedHousehold()).viewer)).toEqual({ questions: [], more: 0, decisions: [] })
  })

  it('takes “both are right” for an answer on both sides', async () => {
    const [a = '', b = ''] = await seed({ ...ticket, day: '2026-11-16' }, { ...ticket, day: '2026-11-18' })
    await ask(a, [b])
    await ask(b, [a])
    const before = await picture()
    const { decisionId } = await answerReview(aino, { transactionId: a, sameAs: null, now: NOW })
    expect((await listReview(aino)).questions).toEqual([])
    expect((await listReview(aino)).decisions).toMatchObject([{ id: decisionId, kind: 'keep', undoneAt: null }])
    expect(await totals()).toMatchObject({ months: ['transport -640 (2)'] })
    await expect(answerReview(aino, { transactionId: a, sameAs: null, now: NOW })).rejects.toMatchObject({ code: 'conflict' })
    await undoDecision(aino, { decisionId, now: NOW })
    expect(await picture()).toBe(before)
  })

  it('takes “they are the same”, and the answer is undone as one', async () => {
    const [a = '', b = ''] = await seed({ ...ticket, day: '2026-11-16' }, { ...ticket, day: '2026-11-18' })
    await ask(b, [a])
    const before = await picture()
    const { decisionId, keptId } = await answerReview(aino, { transactionId: b, sameAs: a, now: NOW })
    expect(await shown()).toEqual([keptId])
    expect((await listReview(aino)).questions).toEqual([])
    await undoDecision(aino, { decisionId, now: NOW })
    expect(await picture()).toBe(before)
  })

  it('lets a booking have come from the other of two announced rows', async () => {
    const [taken = '', free = '', booked = ''] = await seed(
      { ...ticket, day: '2026-11-16', status: 'PDNG', name: 'Kaupunkiliikenne A' },
      { ...ticket, day: '2026-11-16', status: 'PDNG', name: 'Kaupunkiliikenne B' },
      { ...ticket, day: '2026-11-17' },
    )
    const where = { householdId_id: { householdId: aino.householdId, id: taken } }
    await asSystem(aino.householdId, (db) =>
      db.transaction.update({ where, data: { supersededById: booked, supersededBecause: 'likeness' } }),
    )
    await ask(booked, [free], 'several_pending')
    const before = await picture()
    const [question] = (await listReview(aino)).questions
    expect(question?.others.map(({ id, isBehind }) => [id, isBehind])).toEqual(
      expect.arrayContaining([
        [taken, true],
        [free, false],
      ]),
    )
    const { decisionId } = await answerReview(aino, { transactionId: booked, sameAs: free, now: NOW })
    expect(await shown()).toEqual([taken, booked].sort())
    const kinds = await database.ownerQuery<{ kind: string }>(`SELECT kind FROM match_decision WHERE account_id = $1 ORDER BY kind`, [
      accountId,
    ])
    expect(kinds.map(({ kind }) => kind)).toEqual(['merge', 'split'])
    expect((await listReview(aino)).decisions).toHaveLength(1)
    await undoDecision(aino, { decisionId, now: NOW })
    expect(await picture()).toBe(before)
    const standing = await database.ownerQuery(`SELECT FROM match_decision WHERE account_id = $1 AND undone_at IS NULL`, [accountId])
    expect(standing).toEqual([])
  })
})

describe('a question about a row the bank lists no more', () => {
  it('shows it, and the booking can take its place with what was said about it', async () => {
    const [gone = '', booked = ''] = await seed(
      { ...ticket, day: '2026-11-16', minor: -2000n, status: 'CNCL' },
      { ...ticket, day: '2026-11-18', minor: -2300n },
    )
    const where = { householdId_id: { householdId: aino.householdId, id: gone } }
    await asSystem(aino.householdId, (db) => db.transaction.update({ where, data: { userNote: 'dinner' } }))
    await ask(booked, [gone], 'amount_differs')
    const before = await picture()
    const [question] = (await listReview(aino)).questions
    expect(question?.others).toMatchObject([{ id: gone, status: 'CNCL', isBehind: false }])
    const { decisionId, keptId } = await answerReview(aino, { transactionId: booked, sameAs: gone, now: NOW })
    expect(keptId).toBe(booked)
    expect((await getTransaction(aino, booked)).row.note).toBe('dinner')
    await undoDecision(aino, { decisionId, now: NOW })
    expect(await picture()).toBe(before)
  })
})

describe('taking a row apart', () => {
  it('lets a booked row that was merged by hand count again', async () => {
    const [a = '', b = ''] = await seed({ ...ticket, day: '2026-11-16' }, { ...ticket, day: '2026-11-18' })
    const { keptId } = await mergeRows(aino, { transactionId: a, otherId: b, now: NOW })
    const otherId = keptId === a ? b : a
    const { decisionId } = await splitRow(aino, { transactionId: keptId, otherId, now: NOW })
    expect(await shown()).toEqual([a, b].sort())
    expect(await totals()).toMatchObject({ months: ['transport -640 (2)'] })
    await expect(splitRow(aino, { transactionId: keptId, otherId, now: NOW })).rejects.toMatchObject({ code: 'conflict' })
    await undoDecision(aino, { decisionId, now: NOW })
    expect(await shown()).toEqual([keptId])
  })

  it('writes an audit line for every decision and every undoing', async () => {
    const [a = '', b = ''] = await seed({ ...ticket, day: '2026-11-16' }, { ...ticket, day: '2026-11-18' })
    const { decisionId } = await mergeRows(aino, { transactionId: a, otherId: b, now: NOW })
    await undoDecision(aino, { decisionId, now: NOW })
    const lines = await database.ownerQuery<{ facts: unknown }>(
      `SELECT facts FROM audit_event WHERE household_id = $1 AND kind = 'rows_decided' ORDER BY seq`,
      [aino.householdId],
    )
    expect(lines.map(({ facts }) => facts)).toEqual([{ decision: 'merge' }, { decision: 'undo' }])
  })
})
