import { expect, test } from 'vitest'
import type { ActionResult } from '@/lib/core/result'
import type { PayForm } from '@/lib/payments/pages/pay-form'
import { createDraftKeeper, type Kept } from './draft-keeper'
import { emptyForm, emptyLine } from './empty-form'

const OK: ActionResult<null> = { ok: true, data: null }
const start = emptyForm({ accountId: null, currency: 'EUR' })
const typed = (name: string): PayForm => ({ ...start, lines: [{ ...emptyLine(), name }] })

function open({ isOld = false } = {}) {
  const saved: string[] = []
  const said: Kept[] = []
  const server = { isReached: true }
  const saveDraft = async ({ form }: { form: PayForm }) => {
    if (!server.isReached) throw new TypeError('Failed to fetch')
    saved.push(form.lines[0]!.name)
    return OK
  }
  const keeper = createDraftKeeper({ id: 'draft', isOld, form: start, saveDraft, onChange: (kept) => said.push(kept) })
  return { keeper, saved, said, server }
}

test('an account looked at is no draft, and nothing is saved twice', async () => {
  const { keeper, saved, said } = open()
  keeper.type({ ...start, accountId: 'other' })
  await keeper.save()
  expect(said).toEqual([])
  keeper.type(typed('Valo'))
  await keeper.save()
  await keeper.save()
  expect(saved).toEqual(['Valo'])
  expect(said.map(({ keeping }) => keeping)).toEqual(['keeping', 'kept'])
})

test('what could not be saved is tried again, and can be given up meanwhile', async () => {
  const { keeper, saved, said, server } = open()
  server.isReached = false
  keeper.type(typed('Valo'))
  expect(await keeper.save()).toBe(false)
  expect(said.at(-1)).toEqual({ keeping: 'failed', isThere: true })
  server.isReached = true
  expect(await keeper.save()).toBe(true)
  expect(saved).toEqual(['Valo'])
})

test.each([
  ['refused', async () => ({ ok: false, error: { code: 'conflict' } }) as const, 'conflict'],
  ['not heard', () => Promise.reject(new TypeError('Failed to fetch')), 'unavailable'],
])('giving up that is %s says so, and keeping goes on', async (_what, remove, code) => {
  const { keeper, saved } = open({ isOld: true })
  keeper.type(typed('Valo'))
  expect(await keeper.discard(remove)).toEqual({ ok: false, error: { code } })
  expect(saved).toEqual(['Valo'])
  keeper.type(typed('Valo Oy'))
  await keeper.save()
  expect(saved).toEqual(['Valo', 'Valo Oy'])
})

test('nothing is saved after it was given up, also what was typed just before', async () => {
  const { keeper, saved } = open({ isOld: true })
  keeper.type(typed('Valo'))
  const remove = async () => {
    await keeper.save()
    return OK
  }
  expect(await keeper.discard(remove)).toEqual(OK)
  await keeper.save()
  expect(saved).toEqual([])
})
