import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/id'
import { parseIsoDate } from '@/lib/core/iso-date'
import { isFiltered, NO_FILTER, readTransactionFilter, writeTransactionFilter, type TransactionFilter } from './transaction-filter'

const params = (record: Record<string, string>) => new URLSearchParams(record)

describe('the filter in the address', () => {
  it('comes back as it was written', () => {
    const filter: TransactionFilter = {
      text: 'valo energia',
      accounts: [newId(), newId()],
      from: parseIsoDate('2026-11-13'),
      to: parseIsoDate('2026-11-20'),
      category: 'groceries',
      status: 'booked',
      direction: 'out',
      min: '12.50',
      max: '100',
      review: true,
    }
    expect(readTransactionFilter(writeTransactionFilter(filter))).toEqual(filter)
    expect(isFiltered(filter)).toBe(true)
  })

  it('is empty without any part', () => {
    expect(readTransactionFilter(params({}))).toEqual(NO_FILTER)
    expect(writeTransactionFilter(NO_FILTER).toString()).toBe('')
    expect(isFiltered(NO_FILTER)).toBe(false)
  })

  it('leaves out what cannot be read, and never throws', () => {
    const hostile = {
      account: "';DROP TABLE transaction;--,../../etc",
      from: '2026-02-30',
      to: 'yesterday',
      category: 'a b',
      status: 'BOOK',
      direction: 'sideways',
      min: '1e9',
      max: 'NaN',
      review: 'yes',
    }
    expect(readTransactionFilter(params(hostile))).toEqual(NO_FILTER)
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('q', 'account', 'from', 'to', 'category', 'status', 'min', 'max'), fc.string({ unit: 'binary' })),
        (record) => {
          const read = readTransactionFilter({ get: (name) => record[name] ?? null })
          expect(readTransactionFilter(writeTransactionFilter(read))).toEqual(read)
        },
      ),
    )
  })

  it('takes amounts in the way people write them', () => {
    expect(readTransactionFilter(params({ min: '12,50', max: '1 000,00' }))).toMatchObject({ min: '12.50', max: '1000.00' })
  })
})
