import { afterEach, describe, expect, it, vi } from 'vitest'
import { matchesTemplate } from './safe-regex'

/** Patterns that keep a backtracking engine busy for minutes on 28 characters. */
const CATASTROPHIC = ['^(a+)+$', '^(a|aa)+$', '^([a-zA-Z]+)*$', '^(.*a){20}$', '(x+x+)+y', '^(\\d+)*[^\\d]$']

/** PCRE that RE2 does not know. */
const UNSUPPORTED = ['^(?=.*\\d).{8,}$', '(\\w)\\1', '^a++$', '(?>abc)', '\\d+\\Z', '\\h+', 'a{1,5000}', '(?<!x)y', '[unclosed', '*']

describe('matchesTemplate', () => {
  afterEach(() => vi.restoreAllMocks())

  it('asks for the whole value, whether or not the pattern is anchored', () => {
    expect(matchesTemplate('\\d{4}', '1234')).toBe(true)
    expect(matchesTemplate('^\\d{4}$', '1234')).toBe(true)
    expect(matchesTemplate('\\d{4}', '12345')).toBe(false)
    expect(matchesTemplate('\\d{4}', 'x1234')).toBe(false)
    expect(matchesTemplate('^[A-Za-z0-9]{3,8}$', 'Käyttäjä')).toBe(false)
  })

  it('lets a newline past neither end of a pattern', () => {
    expect(matchesTemplate('^\\d{4}$', '1234\n')).toBe(false)
    expect(matchesTemplate('.*', 'a\nb')).toBe(false)
  })

  it.each(CATASTROPHIC)('evaluates %s without the native engine', (pattern) => {
    const nativeRuns = vi.spyOn(RegExp.prototype, 'exec')
    const nativeTests = vi.spyOn(RegExp.prototype, 'test')
    const value = 'a'.repeat(255) + '!'
    expect(matchesTemplate(pattern, value)).toBe(false)
    const patterns = [...nativeRuns.mock.contexts, ...nativeTests.mock.contexts].map((regex) => (regex as RegExp).source)
    expect(patterns).not.toContain(pattern)
  })

  it.each(UNSUPPORTED)('does not check what RE2 cannot take: %s', (pattern) => {
    expect(matchesTemplate(pattern, 'anything at all')).toBe(true)
    expect(matchesTemplate(pattern, 'x'.repeat(257))).toBe(false)
  })

  it('takes every value of reasonable length when there is no pattern', () => {
    expect(matchesTemplate(null, 'anything')).toBe(true)
    expect(matchesTemplate('', 'anything')).toBe(true)
    expect(matchesTemplate(undefined, 'x'.repeat(257))).toBe(false)
  })

  it('does not compile patterns of absurd length', () => {
    expect(matchesTemplate('a'.repeat(5_000), 'b')).toBe(true)
  })
})
