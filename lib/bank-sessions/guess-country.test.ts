import { expect, test } from 'vitest'
import { guessCountry } from './guess-country'

const served = ['DE', 'EE', 'FI', 'SE']

test('takes the region of the person’s own settings first', () => {
  expect(guessCountry(['en-FI', 'sv-SE'], served)).toBe('FI')
})

test('passes over a region no bank is in', () => {
  expect(guessCountry(['en-US', 'sv-SE'], served)).toBe('SE')
})

test('a language without a region stands for where it is spoken', () => {
  expect(guessCountry(['en', 'et'], served)).toBe('EE')
})

test('nonsense is not fatal: the first served country, or none', () => {
  expect(guessCountry(['*', '', 'x-😀'], served)).toBe('DE')
  expect(guessCountry(['fi-FI'], [])).toBeNull()
})
