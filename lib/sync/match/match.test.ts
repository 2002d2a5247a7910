import { describe, expect, it } from 'vitest'
import { bankRow } from './bank-row'
import { openMemoryAccount, type MemoryAccount } from './memory-account'

const TODAY = '2026-11-20'

describe('booked rows', () => {
  it('are one after many syncs', () => {
    const account = openMemoryAccount(TODAY)
    const list = [
      bankRow('-12.50', '2026-11-18', { entryReference: 'REF-1001' }),
      bankRow('-3.40', '2026-11-18'),
      bankRow('900.00', '2026-11-17'),
    ]
    for (let i = 0; i < 5; i++) account.deliver([list])
    expect(live(account)).toHaveLength(3)
    expect(account.counts).toEqual({ inserts: 0, updates: 0, evidence: 0, ends: 0 })
  })

  it('of the same words and day stay as many as the bank lists', () => {
    const account = openMemoryAccount(TODAY)
    const coffee = bankRow('-3.40', '2026-11-18')
    account.deliver([[coffee, coffee]])
    account.deliver([[coffee], [coffee], [coffee]])
    account.deliver([[coffee, coffee, coffee]])
    expect(live(account)).toHaveLength(3)
  })

  it('with two references and the same words stay two', () => {
    const account = openMemoryAccount(TODAY)
    const [first, second] = [
      bankRow('-3.40', '2026-11-18', { entryReference: 'REF-A001' }),
      bankRow('-3.40', '2026-11-18', { entryReference: 'REF-B001' }),
    ]
    account.deliver([[first]])
    account.deliver([[second, first]])
    account.deliver([[second], [first]])
    expect(live(account)).toHaveLength(2)
  })

  it('keep their place when the bank gives a reference only later', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[bankRow('-12.50', '2026-11-18')]])
    account.deliver([[bankRow('-12.50', '2026-11-18', { entryReference: 'REF-1001' })]])
    account.deliver([[bankRow('-12.50', '2026-11-18')]])
    expect(live(account)).toHaveLength(1)
  })

  it('follow their reference when the bank changes words or day, and the totals follow too', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[bankRow('-12.50', '2026-11-18', { entryReference: 'REF-1001' })]])
    account.deliver([[bankRow('-12.50', '2026-11-19', { entryReference: 'REF-1001', remittance: ['corrected'] })]])
    expect(live(account)).toHaveLength(1)
    expect([account.totalOf('2026-11-18'), account.totalOf('2026-11-19')]).toEqual([0n, -1250n])
  })

  it('that cross over where days wander keep their references, also twins of a shop', () => {
    const account = openMemoryAccount(TODAY)
    const row = (n: number, amount: string, day: number) => bankRow(amount, `2026-11-${day}`, { entryReference: `REF-100${n}` })
    account.deliver([[row(1, '-3.20', 10), row(2, '-3.20', 11), row(3, '-3.20', 12), row(4, '-8.00', 11), row(5, '-9.00', 12)]])
    const before = [...account.rows.keys()]
    account.deliver([[row(1, '-3.20', 11), row(2, '-3.20', 10), row(3, '-3.20', 11), row(4, '-8.00', 12), row(5, '-9.00', 10)]])
    expect(live(account).map(({ id, effectiveDate }) => [before.indexOf(id), effectiveDate.slice(8)])).toEqual([
      [0, '11'],
      [1, '10'],
      [2, '11'],
      [3, '12'],
      [4, '10'],
    ])
    expect(account.trust).not.toBe('unstable')
  })

  it('are not believed by numbers that name the next row, although some sums agree', () => {
    const account = openMemoryAccount(TODAY)
    const amounts = ['-3.20', '-3.20', '-3.20', '-8.00', '-3.20', '-9.00']
    const list = (first: number) => amounts.map((sum, i) => bankRow(sum, `2026-11-${10 + i}`, { entryReference: `REF-${first + i}` }))
    account.deliver([list(1000)])
    account.deliver([list(1001)])
    expect(account.trust).toBe('unstable')
    expect(live(account).map(({ effectiveDate }) => effectiveDate.slice(8))).toEqual(['10', '11', '12', '13', '14', '15'])
  })

  it('survive references minted anew with every delivery, which are then no longer trusted', () => {
    const account = openMemoryAccount(TODAY)
    const delivered = (n: number) =>
      ['-1.00', '-2.00', '-2.00', '-3.00'].map((amount, i) => bankRow(amount, '2026-11-18', { entryReference: `uuid-${n}-${i}` }))
    account.deliver([delivered(1)])
    account.deliver([delivered(2)])
    expect(account.trust).toBe('unstable')
    account.deliver([delivered(3).slice(0, 2), delivered(3).slice(2)])
    expect(live(account)).toHaveLength(4)
    expect(account.counts.evidence).toBe(0)
  })

  it('are not overwritten by positions that move', () => {
    const account = openMemoryAccount(TODAY)
    const row = (amount: string, n: number) => bankRow(amount, '2026-11-18', { entryReference: `2026-11-18.${n}` })
    account.deliver([[row('-1.00', 1), row('-1.00', 2)]])
    account.deliver([[row('-7.00', 1), row('-1.00', 2), row('-1.00', 3)]])
    expect(amounts(account)).toEqual(['-100', '-100', '-700'])
  })

  it('are not merged by a reference that stands for many', () => {
    const account = openMemoryAccount(TODAY)
    const rows = [bankRow('-5.00', '2026-11-01', { entryReference: 'SAME' }), bankRow('-5.00', '2026-11-02', { entryReference: 'SAME' })]
    account.deliver([[rows[0]!]])
    account.deliver([[rows[1]!, rows[0]!]])
    expect(live(account)).toHaveLength(2)
    expect(account.trust).toBe('unstable')
  })

  it('are not merged by a reference that comes back months later', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[bankRow('-5.00', '2026-06-01', { entryReference: 'REF-5' })]])
    account.deliver([[bankRow('-5.00', '2026-11-01', { entryReference: 'REF-5' })]])
    expect(live(account)).toHaveLength(2)
  })

  it('keep a payment and its refund of the same day apart, even under one reference', () => {
    const account = openMemoryAccount(TODAY)
    const list = [bankRow('-20.00', '2026-11-18', { entryReference: 'REF-R' }), bankRow('20.00', '2026-11-18', { entryReference: 'REF-R' })]
    account.deliver([list])
    account.deliver([list])
    expect(amounts(account)).toEqual(['-2000', '2000'])
    expect(account.trust).not.toBe('unstable')
  })

  it('with one transaction id and different content are both kept', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[bankRow('-5.00', '2026-11-18', { transactionId: 't1' }), bankRow('-6.00', '2026-11-18', { transactionId: 't1' })]])
    expect(live(account)).toHaveLength(2)
  })

  it('without any day are kept, once', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[bankRow('-5.00', null)]])
    account.deliver([[bankRow('-5.00', null)]])
    expect(live(account)).toHaveLength(1)
    expect(account.totalOf(TODAY)).toBe(-500n)
  })

  it('that the bank lists no more are never deleted', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[bankRow('-5.00', '2026-11-18')]])
    account.deliver([[]])
    expect(live(account)).toHaveLength(1)
  })

  it('listed twice in one delivery under their reference are one row', () => {
    const account = openMemoryAccount(TODAY)
    const row = bankRow('-5.00', '2026-11-18', { entryReference: 'REF-9' })
    account.deliver([[row], [row]])
    expect(live(account)).toHaveLength(1)
  })
})

describe('pending rows', () => {
  const pending = (amount: string, day: string, more: Parameters<typeof bankRow>[2] = {}) =>
    bankRow(amount, day, { status: 'PDNG', ...more })

  it('give way to their booking within a week, nearest first', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[pending('-9.90', '2026-11-10'), pending('-9.90', '2026-11-15')]], 'PDNG')
    account.deliver([[bankRow('-9.90', '2026-11-16')]])
    expect(superseded(account)).toEqual(['2026-11-15'])
  })

  it('give way to a booking of the same batch', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[bankRow('-9.90', '2026-11-16'), pending('-9.90', '2026-11-15')]])
    expect(superseded(account)).toEqual(['2026-11-15'])
  })

  it('stay when the booking is of another amount, another shop, or too late', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[pending('-9.90', '2026-11-10')]], 'PDNG')
    account.deliver([
      [bankRow('-9.91', '2026-11-11'), bankRow('-9.90', '2026-11-11', { shop: 'Apteekki' }), bankRow('-9.90', '2026-11-18')],
    ])
    expect(superseded(account)).toEqual([])
    expect(live(account)).toHaveLength(4)
  })

  it('without an IBAN are not taken by a booking with one, and one with a reference not by a booking without', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[pending('-9.90', '2026-11-15'), pending('-8.80', '2026-11-15', { entryReference: 'REF-P' })]], 'PDNG')
    const creditor = { name: 'Kauppa', iban: 'FI2112345600000785', otherAccount: null, addressLines: [] }
    account.deliver([[bankRow('-9.90', '2026-11-15', { creditor }), bankRow('-8.80', '2026-11-15', { shop: 'Kauppa' })]])
    expect(superseded(account)).toEqual([])
  })

  it('give way by reference or transaction id, whatever the words say', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver(
      [
        [
          pending('-9.90', '2026-11-15', { entryReference: 'REF-P', shop: 'CARD-1234' }),
          pending('-8.80', '2026-11-15', { transactionId: 't8', shop: 'X' }),
        ],
      ],
      'PDNG',
    )
    account.deliver([
      [bankRow('-9.90', '2026-11-17', { entryReference: 'REF-P' }), bankRow('-8.80', '2026-11-17', { transactionId: 't8' })],
    ])
    expect(superseded(account)).toHaveLength(2)
  })

  it('like one that was booked the same day say nothing against the references', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[pending('-3.20', '2026-11-15', { entryReference: 'REF-1001' })]], 'PDNG')
    account.deliver([[bankRow('-3.20', '2026-11-15', { entryReference: 'REF-1001' })]])
    account.deliver([[pending('-3.20', '2026-11-15', { entryReference: 'REF-1002' })]], 'PDNG')
    expect(account.trust).not.toBe('unstable')
  })

  it('sent again after their booking change nothing', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[pending('-9.90', '2026-11-15')]], 'PDNG')
    account.deliver([[bankRow('-9.90', '2026-11-16')]])
    account.deliver([[pending('-9.90', '2026-11-15'), pending('-9.90', '2026-11-16')]], 'PDNG')
    expect(live(account)).toHaveLength(1)
    expect(account.counts).toEqual({ inserts: 0, updates: 0, evidence: 0, ends: 0 })
  })

  it('end when they are cancelled, rejected, or gone from a whole list, and come back when listed again', () => {
    const account = openMemoryAccount(TODAY)
    const [a, b] = [pending('-1.00', '2026-11-15'), pending('-2.00', '2026-11-15')]
    account.deliver([[a, b]], 'PDNG')
    account.deliver([[{ ...a, status: 'CNCL' }]])
    expect(statuses(account)).toEqual(['CNCL', 'PDNG'])
    account.deliver([[]], 'PDNG')
    expect(statuses(account)).toEqual(['CNCL', 'CNCL'])
    account.deliver([[b]], 'PDNG')
    expect(statuses(account)).toEqual(['CNCL', 'PDNG'])
  })

  it('on hold are like pending ones; rows of unknown status stand for themselves', () => {
    const account = openMemoryAccount(TODAY)
    account.deliver([[pending('-1.00', '2026-11-15', { status: 'HOLD' }), pending('-2.00', '2026-11-15', { status: 'WXYZ' })]], 'PDNG')
    account.deliver([[bankRow('-1.00', '2026-11-16'), bankRow('-2.00', '2026-11-16')]])
    expect(superseded(account)).toHaveLength(1)
    expect(live(account)).toHaveLength(3)
  })

  it('count in no total', () => {
    const account = openMemoryAccount(TODAY)
    for (const status of ['PDNG', 'HOLD', 'SCHD', 'OTHR', 'CNCL', 'RJCT', 'NEWCODE'])
      account.deliver([[pending('-1.00', '2026-11-15', { status, shop: status })]])
    expect(account.totalOf('2026-11-15')).toBe(0n)
  })

  it('of equal distance give way to the booking of their own shop', () => {
    const account = openMemoryAccount(TODAY)
    const rows = [pending('-9.90', '2026-11-15', { shop: '' }), pending('-9.90', '2026-11-15', { shop: 'Kauppa' })]
    account.deliver([rows], 'PDNG')
    account.deliver([[bankRow('-9.90', '2026-11-15')]])
    const kept = [...account.rows.values()].find(({ isSuperseded }) => isSuperseded)
    expect(kept?.name).toBe('Kauppa')
  })
})

function live(account: MemoryAccount) {
  return [...account.rows.values()].filter(({ isSuperseded }) => !isSuperseded)
}

function amounts(account: MemoryAccount): string[] {
  return live(account)
    .map(({ amountMinor }) => String(amountMinor))
    .sort()
}

function superseded(account: MemoryAccount): string[] {
  return [...account.rows.values()].filter(({ isSuperseded }) => isSuperseded).map(({ effectiveDate }) => effectiveDate)
}

function statuses(account: MemoryAccount): string[] {
  return [...account.rows.values()].map(({ status }) => status)
}
