import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { seedAccount, seedTransactions, type SeedRow } from '@/lib/testing/seed-account'
import { listAccounts } from './list-accounts'
import { listTransactions } from './list-transactions'
import type { TransactionCursor, TransactionDto } from './transaction'
import { NO_FILTER, readTransactionFilter, type TransactionFilter } from './transaction-filter'

const OUR_IBAN = 'FI2112345600000785'
const SHOP_IBAN = 'DE89370400440532013000'

let aino: Viewer
let elias: Viewer
let joint: string
let kronor: string
let secret: string

beforeAll(async () => {
  await createTestDatabase()
  const household = await seedHousehold({ memberName: 'Aino' })
  aino = household.viewer
  elias = await seedMember(aino.householdId, 'adult', { memberName: 'Elias' })
  const { householdId } = aino
  joint = await seedAccount({ householdId, holders: [aino.memberId, elias.memberId], name: 'Household', iban: OUR_IBAN })
  kronor = await seedAccount({ householdId, holders: [aino.memberId], share: 'view', currency: 'SEK', name: 'Sverige' })
  secret = await seedAccount({ householdId, holders: [elias.memberId], name: 'Surprise', iban: 'FI5542345670000081' })
  await seedTransactions(householdId, joint, jointRows())
  await seedTransactions(householdId, kronor, [
    { day: '2026-11-18', minor: -48600n, currency: 'SEK', name: 'Kvarterskrog Ekan', category: 'eating_out' },
    { day: '2026-11-17', minor: 90000n, currency: 'SEK', name: 'From the household account', counterpartyIban: OUR_IBAN },
  ])
  await seedTransactions(householdId, secret, [{ day: '2026-11-19', minor: -11872n, name: 'Valo Jewellery', description: 'a ring' }])
})

function jointRows(): SeedRow[] {
  const many = Array.from({ length: 60 }, (_, index): SeedRow => ({
    day: `2026-10-${String((index % 12) + 1).padStart(2, '0')}`,
    minor: BigInt(-(index + 1) * 10),
    name: `Kiosk ${index}`,
  }))
  return [
    { day: '2026-11-20', minor: -6435n, name: 'Ruokatori', status: 'PDNG' },
    {
      day: '2026-11-18',
      minor: -11872n,
      name: 'Valo Energia',
      description: 'Electricity, 100% green',
      category: 'energy',
      counterpartyIban: SHOP_IBAN,
    },
    { day: '2026-11-17', minor: -320n, name: 'Kaupunkiliikenne', reviewReason: 'possible_twin' },
    { day: '2026-11-16', minor: 341260n, name: 'Mälarverk AB', description: 'Palkka ÄÖÅ', category: 'salary' },
    { day: '2026-11-15', minor: -999n, name: 'Cancelled', status: 'CNCL' },
    ...many,
  ]
}

async function list(
  viewer: Viewer,
  filter: Partial<TransactionFilter>,
  { cursor = null, limit = 100 }: { cursor?: TransactionCursor | null; limit?: number } = {},
) {
  return asViewer(viewer, async (db) => {
    const visible = await listAccounts(db, viewer, { archived: 'with' })
    return listTransactions(db, viewer, { visible, filter: { ...NO_FILTER, ...filter }, cursor, limit })
  })
}

async function readAll(viewer: Viewer, filter: Partial<TransactionFilter>, limit: number): Promise<TransactionDto[]> {
  const rows: TransactionDto[] = []
  let cursor: TransactionCursor | null = null
  do {
    const page = await list(viewer, filter, { cursor, limit })
    rows.push(...page.rows)
    cursor = page.next
  } while (cursor)
  return rows
}

const names = async (viewer: Viewer, filter: Partial<TransactionFilter>) => (await list(viewer, filter)).rows.map((row) => row.name)

describe('the list over all accounts', () => {
  it('holds every visible row, newest first, and none the bank cancelled', async () => {
    const { rows } = await list(aino, {})
    expect(rows).toHaveLength(66)
    expect(rows[0]).toMatchObject({ name: 'Ruokatori', status: 'PDNG', amount: { amount: '-64.35', currency: 'EUR' }, day: '2026-11-20' })
    const order = rows.map((row) => `${row.day} ${row.id}`)
    expect(order).toEqual([...order].sort().reverse())
  })

  it('pages without gaps or doubles, whatever the size of a page', async () => {
    const whole = (await list(aino, {})).rows.map((row) => row.id)
    const found = (await list(aino, { text: 'kiosk' })).rows.map((row) => row.id)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70 }), async (limit) => {
        expect((await readAll(aino, {}, limit)).map((row) => row.id)).toEqual(whole)
        expect((await readAll(aino, { text: 'kiosk' }, limit)).map((row) => row.id)).toEqual(found)
      }),
      { numRuns: 12 },
    )
  })

  it('calls a row an own transfer when its other side is an account the viewer can see', async () => {
    const rows = (await list(aino, { accounts: [kronor] })).rows
    expect(rows.map((row) => [row.name, row.isOwnTransfer])).toEqual([
      ['Kvarterskrog Ekan', false],
      ['From the household account', true],
    ])
  })
})

describe('another member’s private account', () => {
  it('is in no list, search, filter or search by IBAN, not even when its id is known', async () => {
    expect(await names(aino, { text: 'jewellery' })).toEqual([])
    expect(await names(aino, { text: 'ring' })).toEqual([])
    expect(await names(aino, { text: '118,72' })).toEqual(['Valo Energia'])
    expect(await names(aino, { text: 'FI5542345670000081' })).toEqual([])
    expect(await names(aino, { accounts: [secret] })).toEqual([])
    expect((await list(aino, {})).rows.some((row) => row.accountId === secret)).toBe(false)
    expect(await names(elias, { text: 'jewellery' })).toEqual(['Valo Jewellery'])
  })

  it('is hidden from the household’s viewer and from strangers', async () => {
    const child = await seedMember(aino.householdId, 'viewer')
    expect((await list(child, {})).rows.map((row) => row.accountId)).toEqual([kronor, kronor])
    const stranger = (await seedHousehold()).viewer
    expect((await list(stranger, {})).rows).toEqual([])
    expect(await names(stranger, { accounts: [joint] })).toEqual([])
  })
})

describe('search', () => {
  it.each(['118,72', '118.72', '−118,72', '-118.72', 'valo', 'VALO ENERGIA', 'energia electricity', '100%'])(
    'finds the electricity bill by %j',
    async (text) => {
      expect(await names(aino, { text })).toEqual(['Valo Energia'])
    },
  )

  it.each(['3 412,60', '3.412,60', '3,412.60', "3'412.60", 'mälarverk', 'ÄÖÅ', 'palkka mälarverk 3412,6'])(
    'finds the salary by %j',
    async (text) => {
      expect(await names(aino, { text })).toEqual(['Mälarverk AB'])
    },
  )

  it('finds rows by the other side’s IBAN, written with spaces, and all rows of an own IBAN', async () => {
    expect(await names(aino, { text: 'DE89 3704 0044 0532 0130 00' })).toEqual(['Valo Energia'])
    expect(await names(aino, { text: OUR_IBAN })).toContain('From the household account')
    expect(await names(aino, { text: OUR_IBAN })).toContain('Kiosk 1')
  })

  it('takes the marks of patterns for what they are', async () => {
    expect(await names(aino, { text: '%' })).toEqual(['Valo Energia'])
    expect(await names(aino, { text: '_' })).toEqual([])
    expect(await names(aino, { text: '\\' })).toEqual([])
    expect(await names(aino, { text: "' OR 1=1 --" })).toEqual([])
    expect(await names(aino, { text: 'one two three four five six' })).toEqual([])
  })

  it('walks on through hits that the filter leaves out', async () => {
    const rows = await readAll(aino, { text: 'kiosk', from: null, to: null, min: '5.90' }, 3)
    expect(rows.map((row) => row.name).sort()).toEqual(['Kiosk 58', 'Kiosk 59'])
  })
})

describe('filters', () => {
  const from = (record: Record<string, string>) => readTransactionFilter(new URLSearchParams(record))

  it('narrow by day, status, direction, category, review and amount in the row’s own currency', async () => {
    expect(await names(aino, from({ from: '2026-11-17', to: '2026-11-18' }))).toHaveLength(4)
    expect(await names(aino, from({ status: 'pending' }))).toEqual(['Ruokatori'])
    expect(await names(aino, from({ status: 'booked', from: '2026-11-19' }))).toEqual([])
    expect(await names(aino, from({ direction: 'in' }))).toEqual(['From the household account', 'Mälarverk AB'])
    expect(await names(aino, from({ category: 'energy' }))).toEqual(['Valo Energia'])
    expect(await names(aino, from({ review: '1' }))).toEqual(['Kaupunkiliikenne'])
    expect(await names(aino, from({ min: '118,72', max: '118,72' }))).toEqual(['Valo Energia'])
    expect(await names(aino, from({ min: '400' }))).toEqual(['Kvarterskrog Ekan', 'From the household account', 'Mälarverk AB'])
  })
})
