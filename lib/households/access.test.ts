import { describe, expect, it } from 'vitest'
import { accountLevel, ACCOUNT_LEVELS, allowsLevel } from './access'

describe('accountLevel', () => {
  it.each([
    ['owner', true, 'none', 'full'],
    ['owner', false, 'none', 'none'],
    ['owner', false, 'view', 'view'],
    ['owner', false, 'annotate', 'annotate'],
    ['owner', false, 'full', 'full'],
    ['adult', true, 'view', 'full'],
    ['adult', false, 'none', 'none'],
    ['adult', false, 'annotate', 'annotate'],
    ['viewer', true, 'none', 'view'],
    ['viewer', false, 'none', 'none'],
    ['viewer', false, 'view', 'view'],
    ['viewer', false, 'full', 'view'],
    ['adult', false, 'something new', 'none'],
  ] as const)('gives %s (holder: %s) of an account shared as %s the level %s', (role, holder, share, level) => {
    expect(accountLevel({ role, holder, share })).toBe(level)
  })

  it('orders the levels so that each includes the ones before it', () => {
    const table = ACCOUNT_LEVELS.map((level) => ACCOUNT_LEVELS.filter((needed) => allowsLevel(level, needed)))
    expect(table).toEqual([['none'], ['none', 'view'], ['none', 'view', 'annotate'], ['none', 'view', 'annotate', 'full']])
  })
})
