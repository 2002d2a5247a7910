import { describe, expect, it } from 'vitest'
import { stateOfAccount, stateOfFeed, worstState } from './feed-state'
import type { FeedRow } from './list-accounts'

const NOW = new Date('2026-11-20T15:05:00Z')
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000).toISOString()

function feed(facts: Partial<FeedRow>): FeedRow {
  return {
    bankSessionId: 's',
    memberId: 'aino',
    memberName: 'Aino',
    feedState: 'active',
    status: 'authorized',
    superseded: false,
    validUntil: inDays(90),
    endedAt: null,
    lastSyncedAt: null,
    historyFrom: null,
    readUntil: null,
    blockedUntil: null,
    nextSyncAt: null,
    readsPerDay: 4,
    isReading: false,
    ...facts,
  }
}

describe('the state of an access', () => {
  it('is one of the closed list of words', () => {
    expect(stateOfFeed(feed({}), NOW)).toEqual({ state: 'upToDate' })
    expect(stateOfFeed(feed({ isReading: true }), NOW)).toEqual({ state: 'reading' })
    expect(stateOfFeed(feed({ validUntil: inDays(6.4) }), NOW)).toEqual({ state: 'approveAgain', days: 6, until: inDays(6.4) })
    expect(stateOfFeed(feed({ blockedUntil: inDays(0.3) }), NOW)).toEqual({ state: 'wait', until: inDays(0.3) })
    expect(stateOfFeed(feed({ status: 'revoked', endedAt: inDays(-1) }), NOW)).toEqual({ state: 'ended', at: inDays(-1) })
  })

  it('has ended when its time is over, whatever the bank session still says', () => {
    expect(stateOfFeed(feed({ validUntil: inDays(-0.01) }), NOW)).toMatchObject({ state: 'ended' })
    expect(stateOfFeed(feed({ feedState: 'ended' }), NOW)).toMatchObject({ state: 'ended' })
  })
})

describe('the state of an account', () => {
  it('is that of its best access, since one is enough to read it', () => {
    const ended = feed({ status: 'expired' })
    expect(stateOfAccount([ended, feed({ memberId: 'elias' })], 'aino', NOW)).toEqual({ state: 'upToDate' })
    expect(stateOfAccount([ended], 'aino', NOW)).toMatchObject({ state: 'ended' })
  })

  it('says first what a member has to renew, and nothing of another’s access', () => {
    const soon = feed({ validUntil: inDays(3) })
    const fine = feed({ memberId: 'elias' })
    expect(stateOfAccount([soon, fine], 'aino', NOW)).toMatchObject({ state: 'approveAgain', days: 3 })
    expect(stateOfAccount([soon, fine], 'elias', NOW)).toEqual({ state: 'upToDate' })
  })

  it('is not that of an access a newer one has replaced, and nothing without any', () => {
    expect(stateOfAccount([feed({ superseded: true, status: 'expired' }), feed({})], 'aino', NOW)).toEqual({ state: 'upToDate' })
    expect(stateOfAccount([], 'aino', NOW)).toBeNull()
  })

  it('of a bank is the worst of its accounts', () => {
    expect(worstState([{ state: 'upToDate' }, null, { state: 'ended', at: null }, { state: 'reading' }])).toEqual({
      state: 'ended',
      at: null,
    })
    expect(worstState([null])).toBeNull()
  })
})
