import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BankError, type BankErrorKind } from '@/lib/banking/errors'
import type { TransactionsPage } from '@/lib/banking/port'
import { fetchPages, type PagesInput } from './fetch-pages'
import { bankRow } from '@/lib/sync/match/bank-row'

describe('reading a list page by page', () => {
  it('goes on after an empty page with a key and ends without one', async () => {
    const { end, kept, asked } = await read({ start: ['a', 1], a: ['b', 0], b: [null, 2] })
    expect(end).toEqual({ whole: true, pages: 3 })
    expect(kept).toEqual([1, 0, 2])
    expect(asked).toEqual([null, 'a', 'b'])
  })

  it.each([
    ['the same key for ever', { start: ['a', 1], a: ['a', 1] }, [null, 'a']],
    ['A → B → A', { start: ['a', 1], a: ['b', 1], b: ['a', 1] }, [null, 'a', 'b']],
  ] as const)('stops at %s and says the list is not whole', async (_, pages, expected) => {
    const { end, asked } = await read(pages)
    expect(asked).toEqual(expected)
    expect(end).toMatchObject({ whole: false, error: { kind: 'invalid_response', facts: { bankCode: 'REPEATED_PAGE_KEY' } } })
  })

  it('stops at the limit of pages', async () => {
    let calls = 0
    const request = () => Promise.resolve(page(String(calls++), 1))
    expect(await fetchPages({ request, keep: () => Promise.resolve(), pagesMax: 50 })).toMatchObject({ whole: false, pages: 50 })
    expect(calls).toBe(50)
  })

  it('stops at the limit of empty pages, however new their keys are', async () => {
    let calls = 0
    const request = () => Promise.resolve(page(`key ${calls++}`, 0))
    const end = await fetchPages({ request, keep: () => Promise.resolve() })
    expect(end).toMatchObject({ whole: false, error: { facts: { bankCode: 'TOO_MANY_EMPTY_PAGES' } } })
    expect(calls).toBe(100)
  })

  it('reads 5,000 pages of a bank no further than a thousand', async () => {
    let calls = 0
    const request = () => Promise.resolve(page(`key ${calls++}`, 1))
    expect(await fetchPages({ request, keep: () => Promise.resolve() })).toMatchObject({ whole: false, pages: 1_000 })
    expect(calls).toBe(1_000)
  })

  it('does not keep a page that came before, and stops there', async () => {
    const { end, kept, asked } = await read(
      { start: ['a', 2], a: ['b', 3], b: ['c', 4] },
      { judge: (_, number) => (number === 2 ? 'repeated' : 'on') },
    )
    expect(end).toMatchObject({
      whole: false,
      pages: 1,
      error: { facts: { bankCode: 'REPEATED_PAGE' } },
      refused: { continuationKey: 'b' },
    })
    expect([kept, asked]).toEqual([[2], [null, 'a']])
  })

  it('stops without an error where it is enough for this time, and not when the list is over anyway', async () => {
    const stops = { start: ['a', 1], a: ['b', 2], b: [null, 3] } as const
    expect((await read(stops, { judge: (_, number) => (number === 2 ? 'enough' : 'on') })).end).toEqual({
      whole: false,
      pages: 2,
      error: null,
    })
    expect((await read(stops, { judge: (_, number) => (number === 3 ? 'enough' : 'on') })).end).toEqual({ whole: true, pages: 3 })
  })

  it('keeps what came before an error on a later page', async () => {
    const { end, kept } = await read({ start: ['a', 1], a: new BankError('unavailable') })
    expect(end).toMatchObject({ whole: false, pages: 1, error: { kind: 'unavailable' } })
    expect(kept).toEqual([1])
  })

  it.each(['period_refused', 'parameter_refused', 'continuation_refused'] satisfies BankErrorKind[])(
    'throws %s also on a later page',
    async (kind) => {
      await expect(read({ start: ['a', 1], a: new BankError(kind) })).rejects.toMatchObject({ kind })
    },
  )

  it('throws any error of the first page', async () => {
    await expect(read({ start: new BankError('unavailable') })).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it('asks for the next page while one is kept, and keeps one after another', async () => {
    const events: string[] = []
    const request = (key: string | null) => {
      events.push(`ask ${key}`)
      return Promise.resolve(page(key === null ? 'a' : key === 'a' ? 'b' : null, 1))
    }
    const keep = async (_: TransactionsPage, number: number) => {
      events.push(`keep ${number}`)
      await new Promise((resolve) => setTimeout(resolve, 5))
      events.push(`kept ${number}`)
    }
    await fetchPages({ request, keep })
    expect(events).toEqual(['ask null', 'ask a', 'keep 1', 'kept 1', 'ask b', 'keep 2', 'kept 2', 'keep 3', 'kept 3'])
  })

  it('passes on what goes wrong while keeping, and asks no more', async () => {
    let asked = 0
    const request = () => Promise.resolve(page(String(asked++), 1))
    await expect(fetchPages({ request, keep: () => Promise.reject(new Error('disk full')) })).rejects.toThrow('disk full')
    expect(asked).toBe(2)
  })

  it('ends on every graph of keys, having asked for each key at most once', async () => {
    const graph = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.option(fc.constantFrom('a', 'b', 'c', 'd')), { minKeys: 4 })
    await fc.assert(
      fc.asyncProperty(graph, async (next) => {
        const asked: (string | null)[] = []
        const request = (key: string | null) => {
          asked.push(key)
          return Promise.resolve(page(key === null ? 'a' : (next[key] ?? null), 1))
        }
        await fetchPages({ request, keep: () => Promise.resolve() })
        expect(new Set(asked).size).toBe(asked.length)
      }),
    )
  }, 30_000)
})

type Pages = Readonly<Record<string, readonly [key: string | null, rows: number] | BankError>>

async function read(pages: Pages, more: Partial<PagesInput> = {}) {
  const kept: number[] = []
  const asked: (string | null)[] = []
  const request = (key: string | null) => {
    asked.push(key)
    const answer = pages[key ?? 'start']!
    return answer instanceof BankError ? Promise.reject(answer) : Promise.resolve(page(...answer))
  }
  const end = await fetchPages({ request, keep: ({ transactions }) => Promise.resolve(void kept.push(transactions.length)), ...more })
  return { end, kept, asked }
}

function page(continuationKey: string | null, rows: number): TransactionsPage {
  return { transactions: Array.from({ length: rows }, () => bankRow('-1.00', '2026-11-18')), rejected: [], continuationKey, raw: '' }
}
