import { expect, test, vi } from 'vitest'
import { createTimedCache } from './timed-cache'

function cacheAt(clock: { ms: number }, entriesMax = 10) {
  return createTimedCache<string>({ keptMs: 1000, entriesMax, now: () => clock.ms })
}

test('asks once while the answer is fresh and again when it is not', async () => {
  const clock = { ms: 0 }
  const cache = cacheAt(clock)
  const ask = vi.fn(() => Promise.resolve('banks'))
  await cache.get('FI', ask)
  clock.ms = 999
  expect(await cache.get('FI', ask)).toBe('banks')
  expect(ask).toHaveBeenCalledTimes(1)
  clock.ms = 1000
  await cache.get('FI', ask)
  expect(ask).toHaveBeenCalledTimes(2)
})

test('two who ask at the same moment share one question', async () => {
  const cache = cacheAt({ ms: 0 })
  const ask = vi.fn(() => Promise.resolve('banks'))
  await Promise.all([cache.get('FI', ask), cache.get('FI', ask)])
  expect(ask).toHaveBeenCalledTimes(1)
})

test('does not keep a failure', async () => {
  const cache = cacheAt({ ms: 0 })
  await expect(cache.get('FI', () => Promise.reject(new Error('down')))).rejects.toThrow('down')
  expect(await cache.get('FI', () => Promise.resolve('banks'))).toBe('banks')
})

test('lets the oldest go when there are too many', async () => {
  const cache = cacheAt({ ms: 0 }, 2)
  const ask = vi.fn((key: string) => Promise.resolve(key))
  for (const key of ['FI', 'SE', 'NO', 'FI']) await cache.get(key, () => ask(key))
  expect(ask).toHaveBeenCalledTimes(4)
})
