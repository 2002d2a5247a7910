import { expect, test } from 'vitest'
import { onlyOne } from './only-one'

test('a second press while the first is at work does nothing, and one after it does', async () => {
  const alone = onlyOne()
  let done = 0
  let finish = () => {}
  const first = alone(() => new Promise<void>((resolve) => (finish = resolve)).then(() => void done++))
  await alone(async () => void done++)
  expect(done).toBe(0)
  finish()
  await first
  await alone(async () => void done++)
  expect(done).toBe(2)
})

test('work that failed stands in nobody’s way', async () => {
  const alone = onlyOne()
  await expect(alone(() => Promise.reject(new Error('offline')))).rejects.toThrow('offline')
  let isDone = false
  await alone(async () => void (isDone = true))
  expect(isDone).toBe(true)
})
