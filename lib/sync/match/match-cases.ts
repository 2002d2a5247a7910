import { it, expect } from 'vitest'
import type { PortTransaction } from '@/lib/banking/port'
import { parseMoney } from '@/lib/core/money'
import { bankRow } from './bank-row'
import type { DeliveryDays } from './delivery'
import { openMemoryAccount, type MemoryAccount, type MemoryRow } from './memory-account'

const TODAY = '2026-11-20'
export const book = bankRow
export const ref = (entryReference: string) => ({ entryReference })
export const announced = (amount: string, day: string, more: Parameters<typeof bankRow>[2] = {}) =>
  bankRow(amount, day, { status: 'PDNG', ...more })
export const iban = (end: string) => ({
  creditor: { name: 'Kauppa', iban: `FI21123456000007${end}`, otherAccount: null, addressLines: [] },
})
export const after = (amount: string, currency = 'EUR') => ({ balanceAfter: parseMoney(amount, currency) })

/** Lists as a bank gave them one after the other, and what a person sees in the end: state, day and sum of every row in sight. */
export type Given = { readonly list: readonly PortTransaction[]; readonly status?: 'BOOK' | 'PDNG' | null; readonly days?: DeliveryDays }
export type Case = readonly [name: string, given: readonly (Given | readonly PortTransaction[])[], seen: readonly string[]]

export function expectCases(cases: readonly Case[]): void {
  it.each(cases)('%s', (_name, given, seen) => {
    const account = openMemoryAccount(TODAY)
    for (const one of given) deliver(account, one)
    expect(seenIn(account)).toEqual(seen)
    // Whatever it was, the same list once more brings nothing.
    const last = given.at(-1)
    if (last) deliver(account, last)
    expect(seenIn(account)).toEqual(seen)
    expect(account.counts.inserts).toBe(0)
  })
}

export function deliver(account: MemoryAccount, given: Given | readonly PortTransaction[]): void {
  const { list, status = 'BOOK', days = {} } = 'list' in given ? given : { list: given }
  account.deliver([list], status, days)
}

export function visible(account: MemoryAccount): MemoryRow[] {
  return [...account.rows.values()].filter(({ status, isSuperseded }) => !isSuperseded && status !== 'CNCL' && status !== 'RJCT')
}

export function seenIn(account: MemoryAccount): string[] {
  return visible(account)
    .map(({ status, effectiveDate, amountMinor }) => `${status} ${effectiveDate.slice(8)} ${amountMinor}`)
    .sort()
}

export function idsOf(account: MemoryAccount): string[] {
  return [...account.rows.keys()]
}
