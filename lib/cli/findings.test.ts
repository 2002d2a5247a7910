import { describe, expect, it } from 'vitest'
import { BANK_APP_PROBLEMS } from '@/lib/bank-sessions/bank-app-dto'
import { judgeCheck } from './check-bank-access'
import { judgeClock } from './check-clock'
import { judgeFreeBytes } from './check-disk'
import { findCommand, writeHelp } from './commands'
import { writeFinding } from './finding'

const NOW = new Date('2026-11-20T15:05:00Z')
const WHERE = { appUrl: 'https://saldo.example', where: '' }
const LISTED = { isRedirectRegistered: true, isPaymentRedirectRegistered: null }
const UNLISTED = { isRedirectRegistered: false, isPaymentRedirectRegistered: null }
const FACTS = {
  applicationId: 'a',
  name: 'Saldo',
  environment: 'SANDBOX',
  active: true,
  countries: ['FI', 'SE'],
  services: ['AIS'],
  redirectUrls: ['https://saldo.example/api/banks/callback'],
}

describe('a finding', () => {
  it('of the clock allows half a minute and says which way it is wrong', () => {
    expect(judgeClock('Fri, 20 Nov 2026 15:04:40 GMT', NOW).kind).toBe('good')
    expect(judgeClock('Fri, 20 Nov 2026 15:00:00 GMT', NOW)).toMatchObject({ kind: 'bad', what: 'the clock is 300 seconds ahead' })
    expect(judgeClock('Fri, 20 Nov 2026 15:06:00 GMT', NOW)).toMatchObject({ kind: 'bad', what: 'the clock is 60 seconds behind' })
    expect(judgeClock(null, NOW).kind).toBe('note')
  })

  it('of the disk warns before it is full', () => {
    expect(judgeFreeBytes(50 * 1024 ** 3, '/data')).toMatchObject({ kind: 'good', what: '50 GiB are free in DATA_DIR (/data)' })
    expect(judgeFreeBytes(1024 ** 3, '/data').kind).toBe('note')
    expect(judgeFreeBytes(100 * 1024 ** 2, '/data').kind).toBe('bad')
  })

  it('of bank access names what to do for every way it can fail', () => {
    expect(judgeCheck({ ok: true, facts: FACTS, ...LISTED }, WHERE).map((finding) => finding.kind)).toEqual(['good', 'good'])
    expect(judgeCheck({ ok: true, facts: { ...FACTS, active: false }, ...UNLISTED }, WHERE).map((finding) => finding.kind)).toEqual([
      'bad',
      'bad',
    ])
    const paying = { ...LISTED, isPaymentRedirectRegistered: false }
    expect(judgeCheck({ ok: true, facts: FACTS, ...paying }, WHERE).at(-1)).toMatchObject({
      kind: 'note',
      what: expect.stringContaining('/api/payments/callback is not registered'),
    })
    expect(judgeCheck({ ok: true, facts: FACTS, ...paying, isPaymentRedirectRegistered: true }, WHERE).at(-1)).toMatchObject({
      kind: 'good',
      what: expect.stringContaining('/api/payments/callback'),
    })
    for (const problem of BANK_APP_PROBLEMS) {
      const [finding] = judgeCheck({ ok: false, problem, clockSkewSeconds: null, bankCode: null, retryAt: null }, WHERE)
      expect(finding).toMatchObject({ kind: 'bad', fix: expect.stringMatching(/\w/) })
    }
  })

  it('is one line, its fix another', () => {
    expect(writeFinding({ kind: 'bad', what: 'no room', fix: 'make some' })).toBe('✗ no room\n    → make some')
  })
})

describe('the command line', () => {
  it('knows its commands by their words and explains each', () => {
    expect(findCommand(['user', 'create', '--email', 'a'])).toMatchObject({ command: { words: 'user create' }, rest: ['--email', 'a'] })
    expect(findCommand(['user'])).toBeNull()
    expect(findCommand(['nonsense'])).toBeNull()
    for (const words of ['user create', 'setup-link', 'doctor', 'export', 'register-app', 'demo']) expect(writeHelp()).toContain(words)
  })
})
