import { expect, test } from 'vitest'
import { readFormatStyle } from '@/lib/core/format-style'
import type { PayLine } from '@/lib/payments/pages/pay-form'
import { draftLineOf } from './draft-line-of'
import { emptyForm, emptyLine } from './empty-form'

const STYLE = readFormatStyle('fi-FI')

test('says what all payees of a draft come to, not the first alone', () => {
  expect(lineOf([{ name: 'Aamu', amount: '10,00' }, { amount: '1 200,50' }])).toMatchObject({
    name: 'Aamu',
    others: 1,
    amount: { amount: '1210.50', currency: 'EUR' },
  })
})

test('says no sum while an amount is missing or could be read in two ways', () => {
  expect(lineOf([{ amount: '10,00' }, { amount: '' }]).amount).toBeNull()
  expect(lineOf([{ amount: '1.500' }]).amount).toBeNull()
})

test('a draft of an older form still has its row', () => {
  expect(draftLineOf({ id: 'd', form: { old: true }, updatedAt: '2026-11-20T10:00:00Z' }, STYLE)).toMatchObject({
    name: null,
    amount: null,
  })
})

function lineOf(lines: readonly Partial<PayLine>[]) {
  const form = { ...emptyForm({ accountId: null, currency: 'EUR' }), lines: lines.map((line) => ({ ...emptyLine(), ...line })) }
  return draftLineOf({ id: 'd', form, updatedAt: '2026-11-20T10:00:00Z' }, STYLE)
}
