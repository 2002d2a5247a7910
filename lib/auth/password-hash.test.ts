import { describe, expect, it } from 'vitest'
import { hashPassword, verifyPassword } from './password-hash'

describe('a password hash', () => {
  it('is argon2id with the agreed cost and a salt of its own', async () => {
    const [one, two] = await Promise.all([hashPassword('violin-harbour-tractor'), hashPassword('violin-harbour-tractor')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(two)
  })

  it('is opened by its password, however the letters were composed, and by no other', async () => {
    const hash = await hashPassword('kesäloma mökillä 7')
    expect(await verifyPassword(hash, 'kesäloma mökillä 7'.normalize('NFD'))).toBe(true)
    expect(await verifyPassword(hash, 'Kesäloma mökillä 7')).toBe(false)
  })

  it('costs the same work when there is no user', async () => {
    await verifyPassword(null, 'warm up')
    const hash = await hashPassword('violin-harbour-tractor')
    const [unknown, known] = [
      await medianMs(() => verifyPassword(null, 'wrong password')),
      await medianMs(() => verifyPassword(hash, 'wrong password')),
    ]
    expect(await verifyPassword(null, 'wrong password')).toBe(false)
    expect(unknown / known).toBeGreaterThan(0.2)
    expect(unknown / known).toBeLessThan(5)
  })
})

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let turn = 0; turn < 9; turn++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)[4]!
}
