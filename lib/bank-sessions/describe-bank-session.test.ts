import { expect, test } from 'vitest'
import { describeBankSession, type DescribedSession } from './describe-bank-session'

const now = new Date('2026-11-20T16:00:00Z')
const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)

const working: DescribedSession = {
  isMine: true,
  status: 'authorized',
  validUntil: inDays(150),
  endReason: null,
  backgroundBlockedUntil: null,
  backgroundBlockReason: null,
  clockSkewSeconds: null,
  lastErrorKind: null,
  lastSyncedAt: inDays(-1),
  accountCount: 3,
  reading: null,
}

const describe = (change: Partial<DescribedSession>) => describeBankSession({ ...working, ...change }, now)

test('an access that was read and lasts is up to date', () => {
  expect(describe({})).toEqual({ group: 'working', state: { state: 'upToDate' } })
})

test('accounts waiting to be chosen need the member', () => {
  expect(describe({ accountCount: 0 })).toEqual({ group: 'needs', state: { state: 'choose' } })
})

test('from fourteen days before its end the member is asked to approve again, whole days counted', () => {
  expect(describe({ validUntil: inDays(15.1) }).state).toEqual({ state: 'upToDate' })
  expect(describe({ validUntil: inDays(6.5) })).toEqual({ group: 'needs', state: { state: 'approveAgain', days: 6, step: 'week' } })
  expect(describe({ validUntil: inDays(0.5) }).state).toEqual({ state: 'approveAgain', days: 0, step: 'day' })
})

test('another member’s access never needs this viewer', () => {
  expect(describe({ isMine: false, validUntil: inDays(3) }).group).toBe('working')
  expect(describe({ isMine: false, status: 'expired' }).group).toBe('ended')
  expect(describe({ isMine: false, lastErrorKind: 'psu_action_required' }).group).toBe('waiting')
})

test('what ended by itself needs the member; what the member ended is over', () => {
  expect(describe({ status: 'revoked' })).toEqual({ group: 'needs', state: { state: 'ended' } })
  expect(describe({ validUntil: now })).toEqual({ group: 'needs', state: { state: 'ended' } })
  expect(describe({ status: 'closed', endReason: 'ended_by_member' })).toEqual({ group: 'ended', state: { state: 'ended' } })
})

test('a bank that asks us to wait is waited for, until then and no longer', () => {
  const blocked = { backgroundBlockedUntil: inDays(0.2), backgroundBlockReason: 'daily_limit' }
  expect(describe({ ...blocked, lastErrorKind: 'rate_limited' })).toEqual({
    group: 'waiting',
    state: { state: 'wait', until: inDays(0.2).toISOString(), isDaily: true },
  })
  expect(describe(blocked).state).toEqual({ state: 'upToDate' })
  expect(describe({ backgroundBlockedUntil: inDays(-0.2) }).state).toEqual({ state: 'upToDate' })
})

test('a failed read says why; only what a person can mend needs them', () => {
  const state = { state: 'failed', kind: 'unavailable', clockSkewSeconds: null }
  expect(describe({ lastErrorKind: 'unavailable' })).toEqual({ group: 'waiting', state })
  expect(describe({ lastErrorKind: 'clock_off', clockSkewSeconds: 45 })).toMatchObject({ group: 'needs', state: { clockSkewSeconds: 45 } })
  expect(describe({ lastErrorKind: 'application_rejected' }).group).toBe('needs')
})

test('a read that runs is said before all but the choice', () => {
  expect(describe({ reading: { done: 1, all: 2 }, validUntil: inDays(3) })).toEqual({
    group: 'working',
    state: { state: 'reading', done: 1, all: 2 },
  })
})
