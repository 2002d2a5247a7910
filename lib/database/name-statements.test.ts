import { expect, test } from 'vitest'
import { nameStatements } from './name-statements'

test('a statement has a name from the second time on, always the same and its own', () => {
  const nameOf = nameStatements()
  expect([nameOf({ sql: 'SELECT 1' }), nameOf({ sql: 'SELECT 2' })]).toEqual(['', ''])
  const [one, two] = [nameOf({ sql: 'SELECT 1' }), nameOf({ sql: 'SELECT 2' })]
  expect(one).toMatch(/^[\w-]{32}$/)
  expect(two).not.toBe(one)
  expect(nameOf({ sql: 'SELECT 1' })).toBe(one)
})

test('what comes in ever new shapes gets no name, and there is an end to names', () => {
  const nameOf = nameStatements()
  for (let shape = 0; shape < 10_000; shape++) expect(nameOf({ sql: `INSERT ${shape}` })).toBe('')
  const names = Array.from({ length: 400 }, (_, at) => (nameOf({ sql: `SELECT ${at}` }), nameOf({ sql: `SELECT ${at}` })))
  expect(names.filter((name) => name !== '')).toHaveLength(250)
})
