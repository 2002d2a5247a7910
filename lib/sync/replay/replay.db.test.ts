import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replaceRegistry } from '@/lib/banking/registry'
import { newId } from '@/lib/core/id'
import { parseIsoDate } from '@/lib/core/iso-date'
import { asSystem, type Prisma } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { openBankWorld, type BankWorld } from '@/lib/testing/bank-world'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { openVault } from '@/lib/vault/vault'
import { packPage, storeRawPages } from '@/lib/sync/read/raw-pages'
import { applyReplay, previewReplay } from './replay'
import type { ReplayPreview } from './replay-dto'

const HOUR_MS = 3_600_000
const BANK = 'Paju Cooperative Bank'
let database: TestDatabase
let world: BankWorld & { advance(ms: number): void }

beforeAll(async () => {
  database = await createTestDatabase()
})

/** Habits that make rows hard to tell apart, to follow, or to read. */
const HABITS = [
  'by-the-book',
  'no-references',
  'references-per-delivery',
  'positional-references',
  'references-change-when-booked',
  'references-change-after-booking',
  'dates-shift',
  'dates-come-later',
  'texts-change',
  'estimated-amounts',
  'pending-as-other',
  'oddities',
] as const

describe('a replay of what nothing changed about', () => {
  afterAll(() => replaceRegistry(undefined))

  it.each(HABITS)('finds no difference at a bank of the habit %s', async (habit) => {
    let clock = Date.parse('2026-11-02T09:00:00Z')
    const small = { begins: parseIsoDate('2026-09-20'), activity: 0.4, banks: [BANK], personalities: { [BANK]: habit } }
    const bank = openBankWorld({ seed: `replay ${habit}`, now: () => new Date(clock), world: small })
    const { householdId, viewer } = await seedHousehold()
    const bankSessionId = await bank.connectBank(viewer, { country: 'FI', bank: BANK, person: 'veikko.salonen' })
    for (const hours of [0, 30, 50, 100]) {
      clock += hours * HOUR_MS
      await bank.sync(householdId, bankSessionId, 'interactive')
    }
    const before = await contentOf(householdId)
    expect(before.length).toBeGreaterThan(20)
    for (const accountId of await accountsOf(householdId)) {
      const { summary, changes } = await previewReplay(viewer, accountId, new Date(clock))
      expect(changes).toEqual([])
      expect(summary).toMatchObject({ new: 0, changed: 0, gone: 0, held: 0, setAside: 0, believed: 0, unreadable: 0 })
      expect(summary.pages).toBeGreaterThan(3)
    }
    expect(await contentOf(householdId)).toEqual(before)
  })
})

describe('a replay after the mapping became better', () => {
  beforeAll(openWorld)

  it('shows what an older mapping made of rows field by field, heals it, and then finds nothing', async () => {
    const home = await readAccount()
    const truth = await contentOf(home.householdId)
    const [misread, sign, lost] = await booked(home.accountId, 3)
    await makeOld(home.householdId, misread!.id, { name: 'POS 12.34 AT K1', description: 'garbled', category: 'other' })
    await makeOld(home.householdId, sign!.id, { amountMinor: -BigInt(sign!.minor), forgetEvidence: true })
    await forget(home.householdId, lost!.id)
    await recount(home.householdId)

    const preview = await previewReplay(home.viewer, home.accountId, world.now())
    expect(preview.summary).toMatchObject({ new: 1, changed: 2, gone: 0 })
    expect(fieldsOf(preview, misread!.id)).toMatchObject({ name: { before: 'POS 12.34 AT K1', after: misread!.name } })
    expect(fieldsOf(preview, sign!.id)).toMatchObject({ amount: { after: { amount: decimal(sign!.minor) } } })
    expect(preview.changes.find(({ kind }) => kind === 'new')?.row).toMatchObject({ day: lost!.day, name: lost!.name })
    expect(await contentOf(home.householdId)).not.toEqual(truth)

    await applyReplay(home.viewer, preview.replayId, world.now())
    expect(await contentOf(home.householdId)).toEqual(truth)
    expect(await totalsOf(home.householdId)).toEqual([])
    const again = await previewReplay(home.viewer, home.accountId, world.now())
    expect(again.changes).toEqual([])
  })

  it('keeps what people wrote, and reading on brings nothing in twice', async () => {
    const home = await readAccount()
    const truth = await contentOf(home.householdId)
    const [row] = await booked(home.accountId, 1)
    const said = { userName: 'My own name', userNote: 'A note', userCategory: 'home' }
    await asSystem(home.householdId, (db) => db.transaction.update({ where: keyOf(home.householdId, row!.id), data: said }))
    await makeOld(home.householdId, row!.id, { name: 'Old', forgetEvidence: true })
    await recount(home.householdId)
    const preview = await previewReplay(home.viewer, home.accountId, world.now())
    expect(preview.summary).toMatchObject({ new: 0, changed: 1, gone: 0 })
    await applyReplay(home.viewer, preview.replayId, world.now())
    const after = await asSystem(home.householdId, (db) => db.transaction.findUniqueOrThrow({ where: keyOf(home.householdId, row!.id) }))
    expect(after).toMatchObject({ ...said, name: row!.name })
    expect(await totalsOf(home.householdId)).toEqual([])
    world.advance(HOUR_MS)
    await world.sync(home.householdId, home.bankSessionId, 'interactive')
    expect((await contentOf(home.householdId)).slice(0, truth.length)).toHaveLength(truth.length)
    expect(await doubled(home.householdId)).toEqual([])
  })

  it('takes out a booked row that only a misreading made, unless somebody wrote on it', async () => {
    const home = await readAccount()
    const truth = await contentOf(home.householdId)
    const [row] = await booked(home.accountId, 1)
    const [made, noted] = [await copyOf(home.householdId, row!.id, 1n), await copyOf(home.householdId, row!.id, 2n)]
    await asSystem(home.householdId, (db) => db.transaction.update({ where: keyOf(home.householdId, noted), data: { userNote: 'Mine' } }))
    await recount(home.householdId)
    const preview = await previewReplay(home.viewer, home.accountId, world.now())
    expect(preview.summary).toMatchObject({ new: 0, changed: 0, gone: 1, held: 1 })
    expect(preview.changes.find(({ kind }) => kind === 'gone')?.row.id).toBe(made)
    await applyReplay(home.viewer, preview.replayId, world.now())
    const left = await contentOf(home.householdId)
    expect(left.length).toBe(truth.length + 1)
    expect(await totalsOf(home.householdId)).toEqual([])
  })

  it('brings in what could not be believed when it came, and says how much still cannot', async () => {
    const home = await readAccount()
    const truth = await contentOf(home.householdId)
    const [row] = await booked(home.accountId, 1)
    // As a version that could not read these pages would have left them.
    await database.ownerQuery(
      `UPDATE raw_page SET operation = 'unreadable', params = params - 'page' - 'order' WHERE account_id = $1 AND operation = 'transactions'`,
      [home.accountId],
    )
    await forget(home.householdId, row!.id)
    await recount(home.householdId)
    await keepPage(home, '<html>Bad gateway</html>')
    const preview = await previewReplay(home.viewer, home.accountId, world.now())
    expect(preview.summary).toMatchObject({ new: 1, changed: 0, gone: 0, unreadable: 1 })
    await applyReplay(home.viewer, preview.replayId, world.now())
    expect(await contentOf(home.householdId)).toEqual(truth)
    expect(await totalsOf(home.householdId)).toEqual([])
  })

  it('leaves rows alone whose pages are no longer kept', async () => {
    const home = await readAccount()
    await database.ownerQuery('DELETE FROM raw_page WHERE household_id = $1', [home.householdId])
    const { summary } = await previewReplay(home.viewer, home.accountId, world.now())
    expect(summary).toMatchObject({ pages: 0, new: 0, changed: 0, gone: 0, held: 0 })
  })

  it('believes rows that were set aside, and forgets that they were', async () => {
    const home = await readAccount()
    const [row] = await booked(home.accountId, 1)
    const [report] = await database.ownerQuery<{ run_id: string }>(
      'SELECT run_id FROM raw_page WHERE account_id = $1 ORDER BY fetched_at LIMIT 1',
      [home.accountId],
    )
    await asSystem(home.householdId, async (db) => {
      const vault = await openVault(db, home.householdId)
      const wire = { transaction_amount: { amount: '1.00', currency: 'EUR' }, credit_debit_indicator: 'DBIT', status: 'BOOK' }
      for (const [rowHash, text] of [
        ['good', JSON.stringify(wire)],
        ['bad', '{"status":"BOOK"}'],
      ] as const) {
        const place = { table: 'set_aside_row', column: 'sealed_wire', rowId: `${home.accountId}/${rowHash}` }
        const key = { householdId: home.householdId, accountId: home.accountId, rowHash, runId: report!.run_id }
        await db.setAsideRow.create({ data: { ...key, reason: 'no amount', sealedWire: vault.seal(place, text), seenAt: world.now() } })
      }
    })
    await forget(home.householdId, row!.id)
    const preview = await previewReplay(home.viewer, home.accountId, world.now())
    expect(preview.summary).toMatchObject({ new: 1, believed: 1 })
    await applyReplay(home.viewer, preview.replayId, world.now())
    expect(await database.ownerQuery('SELECT row_hash FROM set_aside_row WHERE account_id = $1', [home.accountId])).toEqual([
      { row_hash: 'bad' },
    ])
  })
})

describe('applying a preview', () => {
  beforeAll(openWorld)

  it('is refused once anything it was made from moved on, and works once', async () => {
    const home = await readAccount()
    const [row] = await booked(home.accountId, 1)
    await makeOld(home.householdId, row!.id, { name: 'Old' })
    const stale = await previewReplay(home.viewer, home.accountId, world.now())
    await asSystem(home.householdId, (db) => db.transaction.update({ where: keyOf(home.householdId, row!.id), data: { userNote: 'New' } }))
    await expect(applyReplay(home.viewer, stale.replayId, world.now())).rejects.toMatchObject({ code: 'conflict' })
    const fresh = await previewReplay(home.viewer, home.accountId, world.now())
    await expect(applyReplay(home.viewer, stale.replayId, world.now())).rejects.toMatchObject({ code: 'conflict' })
    expect(await applyReplay(home.viewer, fresh.replayId, world.now())).toMatchObject({ changed: 1 })
    await expect(applyReplay(home.viewer, fresh.replayId, world.now())).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is refused while the account is being read', async () => {
    const home = await readAccount()
    const preview = await previewReplay(home.viewer, home.accountId, world.now())
    const leasedUntil = new Date(world.now().getTime() + 60_000)
    await asSystem(home.householdId, (db) => db.bankSession.updateMany({ where: { householdId: home.householdId }, data: { leasedUntil } }))
    await expect(applyReplay(home.viewer, preview.replayId, world.now())).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is for those to whom the account belongs', async () => {
    const home = await readAccount()
    const other = await seedMember(home.householdId, 'owner')
    await expect(previewReplay(other, home.accountId, world.now())).rejects.toMatchObject({ code: 'not_found' })
    const preview = await previewReplay(home.viewer, home.accountId, world.now())
    await expect(applyReplay(other, preview.replayId, world.now())).rejects.toMatchObject({ code: 'not_found' })
    const share = (level: string) =>
      asSystem(home.householdId, (db) => db.account.update({ where: keyOf(home.householdId, home.accountId), data: { share: level } }))
    await share('view')
    await expect(previewReplay(other, home.accountId, world.now())).rejects.toMatchObject({ code: 'not_allowed' })
    await share('full')
    expect((await previewReplay(other, home.accountId, world.now())).changes).toEqual([])
  })

  it('keeps no word of the bank in what is remembered of it', async () => {
    const home = await readAccount()
    const [row] = await booked(home.accountId, 1)
    await makeOld(home.householdId, row!.id, { name: 'Canary' })
    await previewReplay(home.viewer, home.accountId, world.now())
    const kept = JSON.stringify(await database.ownerQuery('SELECT * FROM replay_run WHERE account_id = $1', [home.accountId]))
    expect(kept).toContain('previewed')
    expect(kept).not.toContain('Canary')
    expect(kept).not.toContain(row!.name)
  })
})

/** A bank without references, where rows are known by what they say alone. */
function openWorld(): void {
  let clock = Date.parse('2026-11-02T09:00:00Z')
  const habits = { [BANK]: 'no-references' as const }
  const small = { begins: parseIsoDate('2026-08-15'), banks: [BANK], personalities: habits }
  const bank = openBankWorld({ seed: 'replay', now: () => new Date(clock), world: small })
  world = { ...bank, advance: (ms) => void (clock += ms) }
}

type Home = { householdId: string; viewer: Viewer; bankSessionId: string; accountId: string }

/** A household with one bank without references, read twice, and its account with most rows. */
async function readAccount(): Promise<Home> {
  const { householdId, viewer } = await seedHousehold()
  const bankSessionId = await world.connectBank(viewer, { country: 'FI', bank: BANK, person: 'veikko.salonen' })
  await world.sync(householdId, bankSessionId)
  world.advance(30 * HOUR_MS)
  await world.sync(householdId, bankSessionId, 'interactive')
  const [row] = await database.ownerQuery<{ id: string }>(
    `SELECT account_id AS id FROM transaction WHERE household_id = $1 AND status = 'BOOK' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
    [householdId],
  )
  return { householdId, viewer, bankSessionId, accountId: row!.id }
}

type Booked = { id: string; name: string; minor: string; day: string }

/** Booked rows whose sum and day no other row shares, so that there is one right answer. */
function booked(accountId: string, count: number): Promise<Booked[]> {
  return database.ownerQuery<Booked>(
    `SELECT t.id, t.name, t.amount_minor::text AS minor, t.effective_date::text AS day FROM transaction t
      WHERE t.account_id = $1 AND t.status = 'BOOK' AND t.name <> '' AND NOT EXISTS (
        SELECT FROM transaction o WHERE o.account_id = t.account_id AND o.id <> t.id AND o.effective_date = t.effective_date
           AND abs(o.amount_minor) = abs(t.amount_minor))
      ORDER BY t.effective_date, t.id LIMIT ${count}`,
    [accountId],
  )
}

type Older = Prisma.TransactionUpdateInput & { forgetEvidence?: boolean }

/** As an older mapping would have left it: other facts, and with `forgetEvidence` nothing that leads from the wire row to it. */
async function makeOld(householdId: string, id: string, { forgetEvidence = false, ...data }: Older): Promise<void> {
  await asSystem(householdId, async (db) => {
    await db.transaction.update({ where: keyOf(householdId, id), data: { ...data, factsHash: 'old' } })
    if (forgetEvidence) await db.transactionEvidence.deleteMany({ where: { householdId, transactionId: id } })
  })
}

async function forget(householdId: string, id: string): Promise<void> {
  await asSystem(householdId, async (db) => {
    await db.transactionEvidence.deleteMany({ where: { householdId, transactionId: id } })
    await db.transaction.delete({ where: keyOf(householdId, id) })
  })
}

/** A row the bank never sent. */
async function copyOf(householdId: string, id: string, more: bigint): Promise<string> {
  const copy = newId()
  await database.ownerQuery(
    `INSERT INTO transaction (household_id, id, account_id, status, amount_minor, currency, booking_date, value_date, effective_date, name,
                              sealed_detail, facts_hash, search_text, first_seen_at, first_run_id)
     SELECT household_id, $3, account_id, status, amount_minor + $4, currency, booking_date, value_date, effective_date, name,
            sealed_detail, 'made', search_text, first_seen_at, first_run_id FROM transaction WHERE household_id = $1 AND id = $2`,
    [householdId, id, copy, String(more)],
  )
  return copy
}

/** One more page of the newest run of the account. */
async function keepPage({ householdId, accountId }: Home, raw: string): Promise<void> {
  const [run] = await database.ownerQuery<{ id: string }>(
    'SELECT run_id AS id FROM raw_page WHERE account_id = $1 ORDER BY id DESC LIMIT 1',
    [accountId],
  )
  const page = await packPage({ operation: 'unreadable', params: { why: 'invalid_response' }, raw, fetchedAt: world.now() })
  await asSystem(householdId, async (db) => {
    const vault = await openVault(db, householdId)
    await storeRawPages(db, { householdId, accountId, runId: run!.id, vault }, [page])
  })
}

/** What people see of all rows, without ids, oldest first. */
async function contentOf(householdId: string): Promise<string[]> {
  const rows = await database.ownerQuery<{ row: string }>(
    `SELECT concat_ws('|', account_id, effective_date, status, amount_minor, currency, name, description, category, booking_date, value_date,
                      balance_after_minor, superseded_by_id IS NOT NULL) AS row
       FROM transaction WHERE household_id = $1 ORDER BY effective_date, 1`,
    [householdId],
  )
  return rows.map(({ row }) => row)
}

async function accountsOf(householdId: string): Promise<string[]> {
  const rows = await database.ownerQuery<{ id: string }>(`SELECT id FROM account WHERE household_id = $1 AND choice = 'kept'`, [
    householdId,
  ])
  return rows.map(({ id }) => id)
}

/** Booked rows of one day, sum and name with the same evidence of content. */
function doubled(householdId: string): Promise<unknown[]> {
  return database.ownerQuery(
    `SELECT kind, value, occurrence FROM transaction_evidence WHERE household_id = $1 AND kind = 'c' GROUP BY 1, 2, 3 HAVING count(*) > 1`,
    [householdId],
  )
}

/** Totals as they would be after whatever the test did to rows. */
async function recount(householdId: string): Promise<void> {
  await database.ownerQuery('DELETE FROM daily_total WHERE household_id = $1', [householdId])
  await database.ownerQuery('DELETE FROM monthly_total WHERE household_id = $1', [householdId])
  await database.ownerQuery(
    `INSERT INTO daily_total (household_id, account_id, day, currency, net_minor, count)
     SELECT household_id, account_id, effective_date, currency, sum(amount_minor), count(*) FROM transaction
      WHERE household_id = $1 AND status = 'BOOK' AND superseded_by_id IS NULL GROUP BY 1, 2, 3, 4`,
    [householdId],
  )
  await database.ownerQuery(
    `INSERT INTO monthly_total (household_id, account_id, month, category, currency, in_minor, out_minor, count)
     SELECT household_id, account_id, date_trunc('month', effective_date)::date, coalesce(user_category, category, ''), currency,
            coalesce(sum(amount_minor) FILTER (WHERE amount_minor >= 0), 0), coalesce(sum(amount_minor) FILTER (WHERE amount_minor < 0), 0), count(*)
       FROM transaction WHERE household_id = $1 AND status = 'BOOK' AND superseded_by_id IS NULL GROUP BY 1, 2, 3, 4, 5`,
    [householdId],
  )
}

/** Days and months whose totals are not the sum of their rows. */
function totalsOf(householdId: string): Promise<unknown[]> {
  return database.ownerQuery(
    `SELECT * FROM (
       SELECT 'day' AS kind, effective_date::text AS at, '' AS category, sum(amount_minor) AS rows, count(*) AS n FROM transaction
        WHERE household_id = $1 AND status = 'BOOK' AND superseded_by_id IS NULL GROUP BY 1, 2
       UNION ALL
       SELECT 'month', date_trunc('month', effective_date)::date::text, coalesce(user_category, category, ''), sum(amount_minor), count(*) FROM transaction
        WHERE household_id = $1 AND status = 'BOOK' AND superseded_by_id IS NULL GROUP BY 1, 2, 3) truth
     FULL JOIN (
       SELECT 'day' AS kind, day::text AS at, '' AS category, sum(net_minor) AS total, sum(count) AS n FROM daily_total
        WHERE household_id = $1 GROUP BY 1, 2
       UNION ALL
       SELECT 'month', month::text, category, sum(in_minor + out_minor), sum(count) FROM monthly_total
        WHERE household_id = $1 GROUP BY 1, 2, 3) kept
     USING (kind, at, category)
     WHERE coalesce(truth.rows, 0) <> coalesce(kept.total, 0) OR coalesce(truth.n, 0) <> coalesce(kept.n, 0)`,
    [householdId],
  )
}

function fieldsOf(preview: ReplayPreview, id: string): Record<string, unknown> {
  const change = preview.changes.find(({ row }) => row.id === id)
  return Object.fromEntries(change?.kind === 'changed' ? change.fields.map(({ field, ...values }) => [field, values]) : [])
}

function decimal(minor: string): string {
  const digits = minor.replace('-', '').padStart(3, '0')
  return `${minor.startsWith('-') ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

function keyOf(householdId: string, id: string) {
  return { householdId_id: { householdId, id } }
}
