import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCallback } from './parse-callback'

/** Any code points at all, lone surrogates and NUL among them. */
const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point)), maxLength: 80 })

const state = 'A'.repeat(43)
const parse = (query: string) => parseCallback(new URLSearchParams(query))

test('reads a code with its state', () => {
  expect(parse(`code=abc-123&state=${state}`)).toEqual({ kind: 'code', state, code: 'abc-123' })
})

test('reads an error with its state', () => {
  expect(parse(`error=access_denied&error_description=Cancelled+by+user&state=${state}`)).toEqual({
    kind: 'error',
    state,
    error: 'access_denied',
  })
})

test.each([
  ['no state', 'code=abc'],
  ['an empty state', 'code=abc&state='],
  ['a cut state', `code=abc&state=${state.slice(1)}`],
  ['a longer state', `code=abc&state=${state}A`],
  ['a state with SQL', `code=abc&state=${encodeURIComponent("' OR 1=1 --")}`],
  ['two states', `code=abc&state=${state}&state=${state}`],
  ['an array of states', `code=abc&state[]=${state}`],
  ['two codes', `code=abc&code=def&state=${state}`],
  ['a code and an error', `code=abc&error=access_denied&state=${state}`],
  ['neither code nor error', `state=${state}`],
  ['a code with a line break', `code=abc%0d%0aSet-Cookie&state=${state}`],
  ['a code of 100 kB', `code=${'a'.repeat(100_000)}&state=${state}`],
])('refuses %s as a whole', (_, query) => {
  expect(parse(query)).toEqual({ kind: 'unusable' })
})

test('takes only plain error codes and nothing of what the bank says about them', () => {
  const hostile = `<script>alert(1)</script>\u202e\u0000${'x'.repeat(100_000)}`
  const parsed = parse(`error=${encodeURIComponent('<img onerror=1>')}&error_description=${encodeURIComponent(hostile)}&state=${state}`)
  expect(parsed).toEqual({ kind: 'error', state, error: 'unknown_error' })
})

test('never throws and never lets a malformed state through', () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (code, error, anyState) => {
      const parsed = parseCallback(
        new URLSearchParams([
          ['code', code],
          ['error', error],
          ['state', anyState],
        ]),
      )
      if (parsed.kind !== 'unusable') expect(parsed.state).toMatch(/^[\w-]{43}$/)
    }),
    { numRuns: 1000 },
  )
})
