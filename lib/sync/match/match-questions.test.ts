import { describe, expect, it } from 'vitest'
import { after, announced, book, deliver, idsOf, ref, seenIn, visible, type Given } from './match-cases'
import { openMemoryAccount } from './memory-account'

const TODAY = '2026-11-20'

describe('one account through two members', () => {
  it('is one set of rows, though each access has references and words of its own', () => {
    const account = openMemoryAccount(TODAY)
    const of = (member: string, words: string) =>
      [1, 2, 3, 3].map((euros, n) => book(`-${euros}.00`, `2026-11-1${euros}`, { ...ref(`${member}-1000${n}`), shop: `${words} ${euros}` }))
    const [hers, his] = [of('A', 'Korttiosto'), of('B', 'Kortkop')]
    for (const list of [hers, his, hers, his]) account.deliver([list])
    expect(seenIn(account)).toHaveLength(4)
    account.deliver([hers])
    expect(account.counts.inserts).toBe(0)
  })
})

describe('how it was known is kept', () => {
  it.each([
    ['reference', announced('-5.00', '2026-11-08', ref('R-10001')), book('-5.00', '2026-11-10', ref('R-10001'))],
    [
      'transaction_id',
      announced('-5.00', '2026-11-08', { transactionId: 'T-10001' }),
      book('-5.00', '2026-11-10', { transactionId: 'T-10001' }),
    ],
    ['content', announced('-5.00', '2026-11-10'), book('-5.00', '2026-11-10')],
    ['likeness', announced('-5.00', '2026-11-08'), book('-5.00', '2026-11-10')],
  ])('%s', (because, pending, booking) => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[pending]], 'PDNG')
    account.deliver([[booking]])
    expect([...account.rows.values()].map((row) => row.because)).toEqual([because, null])
  })
})

describe('what cannot be decided is asked', () => {
  it.each<[string, readonly Given[], string]>([
    [
      'several announcements as near, of unlike names',
      [
        {
          list: [announced('-5.00', '2026-11-10', { shop: 'Kauppa Turku' }), announced('-5.00', '2026-11-10', { shop: 'Kauppa Oulu' })],
          status: 'PDNG',
        },
        { list: [book('-5.00', '2026-11-11', { shop: 'Kauppa' })] },
      ],
      'several_pending',
    ],
    [
      'an id on rows unlike in sum and words',
      [
        { list: [announced('-5.00', '2026-11-10', { transactionId: 'T-10001', shop: 'Kauppa' })], status: 'PDNG' },
        { list: [book('-80.00', '2026-11-11', { transactionId: 'T-10001', shop: 'Apteekki' })] },
      ],
      'amount_differs',
    ],
    [
      'two announcements gone, either of which a booking may be',
      [
        { list: [announced('-40.00', '2026-11-10'), announced('-41.00', '2026-11-10')], status: 'PDNG' },
        { list: [book('-44.00', '2026-11-11')], status: null },
      ],
      'amount_differs',
    ],
    [
      'a row that came where one of its sum went',
      [{ list: [book('-5.00', '2026-11-10')] }, { list: [book('-5.00', '2026-11-12', { shop: 'Apteekki' })] }],
      'moved',
    ],
    [
      'a row just after the days read before, beside one of their last day that the list does not reach any more',
      [
        { list: [book('-5.00', '2026-11-08')] },
        {
          list: [book('-5.00', '2026-11-10')],
          days: { from: '2026-11-09' as never, readBefore: [{ from: '2026-10-01' as never, to: '2026-11-09' as never }] },
        },
      ],
      'moved',
    ],
    [
      'a row that came late, beside one the list does not reach',
      [
        { list: [book('-5.00', '2026-11-08')] },
        {
          list: [book('-5.00', '2026-11-10')],
          days: { from: '2026-11-09' as never, readBefore: [{ from: '2026-10-01' as never, to: '2026-11-19' as never }] },
        },
      ],
      'moved',
    ],
  ])('%s', (_name, given, reason) => {
    const account = openMemoryAccount(TODAY)
    for (const one of given) deliver(account, one)
    const asked = [...account.rows.values()].filter(({ review }) => review !== null)
    expect(asked.map(({ review }) => review)).toEqual([reason])
    for (const id of asked.flatMap(({ reviewOthers }) => reviewOthers)) expect(account.rows.has(id)).toBe(true)
    expect(asked[0]?.reviewOthers.length).toBeGreaterThan(0)
  })
})

describe('what a person said', () => {
  it('goes on from row to row, also when both were written on', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[announced('-40.00', '2026-11-10')]], 'PDNG')
    account.note(idsOf(account)[0]!, 'lunch')
    account.deliver([[book('-46.00', '2026-11-11')]])
    account.note(idsOf(account)[1]!, 'with Aino')
    account.deliver([[]], 'PDNG')
    expect(visible(account).map(({ note }) => note)).toEqual(['with Aino · lunch'])
  })

  it('keeps an announcement the bank cancels', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[announced('-5.00', '2026-11-10')]], 'PDNG')
    account.note(idsOf(account)[0]!, 'ask about this')
    account.deliver([[announced('-5.00', '2026-11-10', { status: 'CNCL' })]], null)
    expect(visible(account).map(({ note }) => note)).toEqual(['ask about this'])
  })

  it('about two rows being one holds for every later list, and for a day or reference that changes', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[book('-5.00', '2026-11-10'), book('-5.00', '2026-11-12', { shop: 'Apteekki' })]])
    const [kept, other] = idsOf(account) as [string, string]
    account.decide('merge', kept, other)
    account.deliver([[book('-5.00', '2026-11-10'), book('-5.00', '2026-11-12', { shop: 'Apteekki' })]])
    account.deliver([[book('-5.00', '2026-11-10'), book('-5.00', '2026-11-13', { shop: 'Apteekki' })]])
    expect(visible(account).map(({ id }) => id)).toEqual([kept])
    expect(account.counts).toMatchObject({ inserts: 0, updates: 0 })
  })

  it('about two rows both being right is not asked or undone again', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[announced('-40.00', '2026-11-10')]], 'PDNG')
    account.deliver([[book('-46.00', '2026-11-11')]])
    const [pending, booking] = idsOf(account) as [string, string]
    account.decide('keep', booking, pending)
    account.deliver([[]], 'PDNG')
    expect(account.rows.get(pending)).toMatchObject({ isSuperseded: false, review: null })
    expect(account.rows.get(booking)).toMatchObject({ isSuperseded: false, review: null })
  })
})

describe('balances tell twins apart', () => {
  it('so that what was said of one stays with it, in whatever order they come', () => {
    const account = openMemoryAccount(TODAY)
    const [first, second] = [book('-3.40', '2026-11-10', after('96.60')), book('-3.40', '2026-11-10', after('93.20'))]
    account.deliver([[second, first]])
    const [id] = idsOf(account)
    account.deliver([[first], [second]])
    expect(account.rows.get(id!)?.balanceAfterMinor).toBe(9320n)
    expect(account.counts).toMatchObject({ inserts: 0, updates: 0 })
  })
})
