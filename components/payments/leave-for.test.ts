import { afterEach, expect, test, vi } from 'vitest'
import { leaveFor } from './leave-for'

afterEach(() => vi.unstubAllGlobals())

test('stays busy until the browser brings the page back as it was', async () => {
  const assign = vi.fn()
  const page = Object.assign(new EventTarget(), { location: { assign } })
  vi.stubGlobal('window', page)
  let isBack = false
  const leaving = leaveFor('https://bank.example/approve').then(() => (isBack = true))
  const show = async (persisted: boolean) => {
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }))
    await Promise.resolve()
    await Promise.resolve()
  }
  expect(assign.mock.calls).toEqual([['https://bank.example/approve']])
  await show(false)
  expect(isBack).toBe(false)
  await show(true)
  expect(isBack).toBe(true)
  await leaving
})
