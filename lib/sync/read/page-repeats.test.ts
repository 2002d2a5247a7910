import { describe, expect, it } from 'vitest'
import { toFetchedRow } from '@/lib/accounts/store-rows'
import type { PortTransaction } from '@/lib/banking/port'
import { parseMoney } from '@/lib/core/money'
import { bankRow } from '@/lib/sync/match/bank-row'
import { openPageMemory } from './page-repeats'

const coffee = bankRow('-3.40', '2026-11-18')
const week = [bankRow('-3.40', '2026-11-18'), bankRow('-9.00', '2026-11-12')]

describe('a page', () => {
  it('that comes again under another key is recognised, also when its ids are new ones', () => {
    expect(repeats(week, week)).toBe(true)
    expect(repeats(week.map(named('a')), week.map(named('b')))).toBe(true)
  })

  it('of one day’s twins is taken for what it says', () => {
    expect(repeats([coffee, coffee], [coffee, coffee])).toBe(false)
    expect(repeats([coffee, coffee].map(named('a')), [coffee, coffee].map(named('b')))).toBe(false)
  })

  it('of one day comes again when its ids or balances are the same ones', () => {
    expect(repeats([coffee].map(named('a')), [coffee].map(named('a')))).toBe(true)
    const counted = { ...coffee, balanceAfter: parseMoney('12.00', 'EUR') }
    expect(repeats([counted, counted], [counted, counted])).toBe(true)
  })

  it('of many equal rows is no day of equal purchases', () => {
    const many = Array.from({ length: 12 }, () => coffee)
    expect(repeats(many, many)).toBe(true)
  })

  it('that is empty or only partly the same is none', () => {
    expect(repeats([], [])).toBe(false)
    expect(repeats(week, [...week, coffee])).toBe(false)
  })
})

function named(prefix: string) {
  return (row: PortTransaction, index: number) => ({ ...row, entryReference: `${prefix}${index}` })
}

function repeats(...pages: readonly (readonly PortTransaction[])[]): boolean {
  const isRepeated = openPageMemory()
  const rows = pages.map((page) => page.map((row) => toFetchedRow(row, { holderName: null, blindIban: (iban) => iban })))
  return rows.map(isRepeated).at(-1) ?? false
}
