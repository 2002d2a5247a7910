import { describe, expect, it } from 'vitest'
import { detailOf } from '@/lib/accounts/evidence'
import { toFetchedRow, type FetchedRow } from '@/lib/accounts/store-rows'
import { parseStoredDetail } from '@/lib/accounts/stored-detail'
import type { PortTransaction } from '@/lib/banking/port'
import { isBooked } from '@/lib/core/iso-20022'
import { bankRow } from '@/lib/sync/match/bank-row'
import { pairRows, type LooseRow } from './replay-pair'

const DAY = '2026-11-18'

/** Rows as an older mapping kept them, in the order given. */
function kept(rows: readonly PortTransaction[]): LooseRow[] {
  return rows.map((transaction, index) => {
    const { evidence } = fetched([transaction])[0]!
    const { minor, currency } = transaction.amount
    const facts = { isBooked: isBooked(evidence.status), minor, currency, day: evidence.day ?? DAY }
    return { id: `kept-${index}`, ...facts, detail: parseStoredDetail(detailOf(transaction, evidence)) }
  })
}

function fetched(rows: readonly PortTransaction[]): FetchedRow[] {
  return rows.map((row) => toFetchedRow(row, { holderName: null, blindIban: (iban) => iban }))
}

/** For each row read now, the place of the kept row it is; null: new. */
function pair(now: readonly PortTransaction[], then: readonly PortTransaction[]): (number | null)[] {
  const rows = fetched(now)
  const pairs = pairRows(rows, kept(then))
  return rows.map((row) => (pairs.has(row) ? Number(pairs.get(row)!.replace('kept-', '')) : null))
}

const coffee = bankRow('-3.40', DAY, { shop: 'Kahvila' })
const lunch = bankRow('-11.90', DAY, { shop: 'Lounas' })

describe('rows read anew', () => {
  it('are the kept rows they are, by what they say, wherever a mapping puts the words', () => {
    const moved = bankRow('-3.40', DAY, { shop: '', remittance: ['KAHVILA'] })
    expect(pair([lunch, coffee], [moved, lunch])).toEqual([1, 0])
  })

  it('stay two where there are two, and a lost twin is new', () => {
    expect(new Set(pair([coffee, coffee], [coffee, coffee]))).toEqual(new Set([0, 1]))
    expect(pair([coffee, coffee], [coffee])).toEqual([0, null])
    expect(pair([coffee], [coffee, coffee])).toEqual([0])
  })

  it('are known by the bank’s ids when their words, sum or day were misread', () => {
    const ids = { entryReference: 'R-1', transactionId: 'T-1' }
    const right = bankRow('-3.40', DAY, { ...ids, shop: 'Kahvila' })
    expect(pair([right], [lunch, bankRow('-3.40', DAY, { ...ids, shop: 'garbled' })])).toEqual([1])
    expect(pair([right], [bankRow('340.00', '2026-11-11', { ...ids, shop: 'garbled' })])).toEqual([0])
    // An id that several rows share says nothing where their number differs.
    const others = [bankRow('-9.00', '2026-11-10', { ...ids, shop: 'a' }), bankRow('-8.00', '2026-11-10', { ...ids, shop: 'b' })]
    expect(pair([right], others)).toEqual([null])
  })

  it('are known by their words when only the sign, the sum or the day was misread', () => {
    expect(pair([coffee], [bankRow('3.40', DAY, { shop: 'Kahvila' })])).toEqual([0])
    expect(pair([coffee], [bankRow('-340.00', DAY, { shop: 'Kahvila' })])).toEqual([0])
    expect(pair([coffee], [bankRow('-3.40', '2026-11-16', { shop: 'Kahvila' })])).toEqual([0])
  })

  it('are known by day and sum when every word was misread, if there is only one', () => {
    expect(pair([coffee], [bankRow('-3.40', DAY, { shop: 'POS 0042' })])).toEqual([0])
    const two = [bankRow('-3.40', DAY, { shop: 'POS 0042' }), bankRow('-3.40', DAY, { shop: 'POS 0043' })]
    expect(pair([coffee], two)).toEqual([null])
  })

  it('are never rows of another state, day and sum', () => {
    expect(pair([coffee], [lunch])).toEqual([null])
    expect(pair([coffee], [bankRow('-3.40', DAY, { shop: 'Kahvila', status: 'PDNG' })])).toEqual([null])
    expect(pair([], [lunch])).toEqual([])
  })
})
