import { describe, expect, it } from 'vitest'
import { parseIsoDate } from '@/lib/core/iso-date'
import { compareRows, type ComparedRow } from './compare-rows'

function row(more: Partial<Omit<ComparedRow, 'day'>> & { day?: string } = {}): ComparedRow {
  const { day = '2026-11-18', ...rest } = more
  return {
    ...{ status: 'BOOK', amountMinor: -320n, currency: 'EUR', name: 'Kaupunkiliikenne', iban: null, reference: null, transactionId: null },
    ...{ text: '', balanceAfterMinor: null, firstRunId: null, day: parseIsoDate(day) },
    ...rest,
  }
}

function said(a: ComparedRow, b: ComparedRow): string[] {
  return compareRows(a, b).map((sign) => `${sign.speaksFor ? '+' : '-'}${sign.kind}`)
}

describe('what speaks for two rows being one', () => {
  it.each<[string, ComparedRow, ComparedRow, string[]]>([
    ['all that is known is equal', row(), row(), ['+amount', '+days', '+name']],
    ['another sum', row(), row({ amountMinor: -350n }), ['-amount', '+days', '+name']],
    ['another currency', row(), row({ currency: 'SEK' }), ['-amount', '+days', '+name']],
    ['two days apart', row(), row({ day: '2026-11-16' }), ['+amount', '-days', '+name']],
    ['booked two days after it was announced', row(), row({ status: 'PDNG', day: '2026-11-16' }), ['+amount', '+stages', '+days', '+name']],
    ['booked a week after', row(), row({ status: 'HOLD', day: '2026-11-11' }), ['+amount', '+stages', '-days', '+name']],
    ['other references', row({ reference: 'A-77123' }), row({ reference: 'A-77124' }), ['+amount', '+days', '-reference', '+name']],
    ['the same reference', row({ reference: 'A-77123' }), row({ reference: 'A-77123' }), ['+amount', '+days', '+reference', '+name']],
    ['a reference that names nothing', row({ reference: 'NOTPROVIDED' }), row({ reference: 'A-77124' }), ['+amount', '+days', '+name']],
    ['only one has a reference', row({ reference: 'A-77123' }), row(), ['+amount', '+days', '+name']],
    ['the same transaction id', row({ transactionId: 'x' }), row({ transactionId: 'x' }), ['+amount', '+days', '+transactionId', '+name']],
    ['other transaction ids say nothing', row({ transactionId: 'x' }), row({ transactionId: 'y' }), ['+amount', '+days', '+name']],
    ['another payee', row(), row({ name: 'Ruokatori' }), ['+amount', '+days', '-name']],
    ['a name in other letters', row(), row({ name: 'KAUPUNKI-LIIKENNE'.replace('-', '') }), ['+amount', '+days', '+name']],
    ['other accounts', row({ iban: 'FI1' }), row({ iban: 'FI2' }), ['+amount', '+days', '-iban', '+name']],
    ['other words', row({ text: 'Zone A' }), row({ text: 'Zone B' }), ['+amount', '+days', '+name', '-text']],
    [
      'another balance after',
      row({ balanceAfterMinor: 100n }),
      row({ balanceAfterMinor: -220n }),
      ['+amount', '+days', '+name', '-balance'],
    ],
    ['listed together', row({ firstRunId: 'run' }), row({ firstRunId: 'run' }), ['+amount', '+days', '+name', '-together']],
  ])('%s', (_what, a, b, expected) => {
    expect(said(a, b)).toEqual(expected)
    expect(said(b, a)).toEqual(expected)
  })

  it('tells how far apart the sums and days are', () => {
    const signs = compareRows(row(), row({ amountMinor: -350n, day: '2026-11-20' }))
    expect(signs[0]).toEqual({ kind: 'amount', speaksFor: false, difference: { amount: '0.30', currency: 'EUR' } })
    expect(signs[1]).toEqual({ kind: 'days', speaksFor: false, days: 2 })
  })
})
