import { expect, test } from 'vitest'
import { wordOfLine } from './line-word'

const bulk = (word: 'waiting' | 'accepted' | 'executed' | 'cancelled') => ({ word, lineCount: 3 })

test('a line of a bulk the bank said nothing of is not known, whatever became of the whole', () => {
  expect(wordOfLine({ word: null }, bulk('accepted'))).toBe('unknown')
  expect(wordOfLine({ word: null }, bulk('executed'))).toBe('unknown')
  expect(wordOfLine({ word: 'rejected' }, bulk('executed'))).toBe('rejected')
})

test('before anything was done and after all was called off a line stands where the whole stands, and a single one always', () => {
  expect(wordOfLine({ word: null }, bulk('waiting'))).toBe('waiting')
  expect(wordOfLine({ word: null }, bulk('cancelled'))).toBe('cancelled')
  expect(wordOfLine({ word: null }, { word: 'executed', lineCount: 1 })).toBe('executed')
})
