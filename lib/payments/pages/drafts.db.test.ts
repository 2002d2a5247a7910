import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedMember } from '@/lib/testing/household'
import { openPaying, type Paying } from '@/lib/testing/paying'
import { findDraft, listDrafts, removeDraft, saveDraft } from './drafts'

const start = new Date('2026-11-20T10:00:00Z')
const FORM = { lines: [{ name: 'Kauppa Oy', account: 'FI55 4234 5670 0000 81', amount: '12,50' }] }

let database: TestDatabase
let paying: Paying

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  paying = await openPaying(start)
})

const save = (id: string, form: Record<string, unknown> = FORM, now = start) => saveDraft(paying.viewer, { id, form }, now)

describe('what was typed', () => {
  test('is there after signing out and in again, newest first, and nobody else sees it', async () => {
    const [first, second] = [newId(), newId()]
    await save(first)
    await save(second, { a: 1 }, new Date(start.getTime() + 1_000))
    await save(first, { ...FORM, later: true }, new Date(start.getTime() + 2_000))
    await asSystem(paying.householdId, (db) => db.loginSession.deleteMany({ where: { id: paying.viewer.loginSessionId } }))
    const again = { ...paying.viewer, loginSessionId: newId() }
    expect((await listDrafts(again)).map(({ id, form }) => [id, form])).toEqual([
      [first, { ...FORM, later: true }],
      [second, { a: 1 }],
    ])
    const other = await seedMember(paying.householdId, 'owner')
    expect(await listDrafts(other)).toEqual([])
    await saveDraft(other, { id: first, form: { mine: true } }, start)
    expect(await findDraft(paying.viewer, first)).toMatchObject({ form: { ...FORM, later: true } })
    await removeDraft(other, first)
    await removeDraft(paying.viewer, second)
    expect((await listDrafts(paying.viewer)).map(({ id }) => id)).toEqual([first])
  })

  test('is sealed', async () => {
    await save(newId())
    const [row] = await database.ownerQuery<{ all: string }>(
      'SELECT row_to_json(d)::text AS all FROM payment_draft d WHERE household_id = $1',
      [paying.householdId],
    )
    expect(row!.all).not.toMatch(/Kauppa|4234|12,50/)
  })

  test('is gone when it became a payment, and a late save does not bring it back', async () => {
    const id = newId()
    await save(id)
    await paying.submit({}, id)
    await save(id)
    expect(await findDraft(paying.viewer, id)).toBeNull()
  })

  test('has a limit, and twenty are kept', async () => {
    await expect(save(newId(), { text: 'x'.repeat(200_000) })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(save('no id')).rejects.toMatchObject({ code: 'invalid_input' })
    for (let at = 0; at < 23; at++) await save(newId(), { at }, new Date(start.getTime() + at * 1_000))
    const kept = (await listDrafts(paying.viewer)).map(({ form }) => form.at)
    expect(kept).toEqual(Array.from({ length: 20 }, (_, at) => 22 - at))
  })
})
