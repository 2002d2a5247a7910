import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/id'
import { asKeyHolder, asNobody, asSystem, asViewer, Prisma, type Db } from '@/lib/db'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember, type SeededHousehold } from '@/lib/testing/household'
import type { Viewer } from './viewer'

/** Tables that belong to no household: rows open by the key a caller holds, or are public. */
const HOUSEHOLD_FREE = ['attempt_counter', 'setup_token', 'fx_rate']
const PUBLIC = ['fx_rate']

let database: TestDatabase
let tables: string[]
let ours: SeededHousehold
let partner: Viewer
let theirs: SeededHousehold
let privateAccount: string
let sharedAccount: string
/** Makes values of different rows differ. */
let made = 1

beforeAll(async () => {
  database = await createTestDatabase()
  const found = await database.ownerQuery<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
        AND table_name <> '_prisma_migrations' ORDER BY 1`,
  )
  tables = found.map(({ name }) => name)
  ours = await seedHousehold({ name: 'Ours' })
  partner = await seedMember(ours.householdId, 'adult')
  theirs = await seedHousehold({ name: 'Theirs' })
  privateAccount = await fillEveryTable(ours, 'none')
  sharedAccount = await fillEveryTable(ours, 'view')
  await fillEveryTable(theirs, 'full')
})

/** One row in each table that has none yet, made from the columns alone, so that a new table is covered the day it appears. */
async function fillEveryTable(owner: SeededHousehold, share: string): Promise<string> {
  const accountId = newId()
  const columns = await database.ownerQuery<Column>(
    `SELECT table_name, column_name, udt_name, column_default IS NOT NULL AS has_default, is_nullable = 'YES' AS is_nullable
       FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ANY($1)`,
    [tables],
  )
  const ids: Place['ids'] = { account: accountId, payment: newId(), transaction: newId() }
  const seeded = ['household', 'member', 'user_account']
  const order = [...Object.keys(ids), ...tables.filter((table) => !(table in ids) && !seeded.includes(table))]
  for (const table of order) {
    const own = columns.filter(
      (column) => column.table_name === table && (mustFill(column) || ['share', 'account_id', 'holder'].includes(column.column_name)),
    )
    const values = own.map((column) => valueFor(column, { table, ids, share, owner }))
    const names = own.map(({ column_name }) => `"${column_name}"`).join(', ')
    await database.ownerQuery(`INSERT INTO "${table}" (${names}) VALUES (${values.map((_, i) => `$${i + 1}`).join(', ')})`, values)
  }
  return accountId
}

type Column = { table_name: string; column_name: string; udt_name: string; has_default: boolean; is_nullable: boolean }
type Place = { table: string; ids: Record<string, string>; share: string; owner: SeededHousehold }

const mustFill = (column: Column) => !column.is_nullable && !column.has_default

function valueFor({ column_name: name, udt_name: type }: Column, { table, ids, share, owner }: Place): unknown {
  if (name === 'household_id') return owner.householdId
  const known = ids[name === 'id' ? table : name.replace(/_id$/, '')]
  if (known) return known
  if (table === 'account_access' && name === 'member_id') return owner.memberId
  if (table === 'account' && name === 'share') return share
  if (type === 'uuid') return newId()
  if (type === 'bpchar') return { kind: 'r', currency: 'EUR', base_currency: 'EUR', aspsp_country: 'FI' }[name] ?? 'FI'
  if (type === 'timestamptz') return new Date()
  if (type === 'date') return `20${20 + (made++ % 70)}-01-01`
  if (type === 'json' || type === 'jsonb') return '{}'
  if (['int2', 'int4', 'int8'].includes(type)) return made++
  if (type === 'bool') return true
  return `text ${newId()}`
}

/** A name from the catalogue of the database, as SQL. */
function name(identifier: string) {
  return Prisma.raw(`"${identifier}"`)
}

async function count(db: Db, table: string): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int AS count FROM ${name(table)}`
  return row?.count ?? -1
}

describe('every table', () => {
  it('is filled by this test, so that an empty answer means something', async () => {
    expect(tables.length).toBeGreaterThan(25)
    for (const table of tables) {
      const [row] = await database.ownerQuery<{ count: number }>(`SELECT count(*)::int AS count FROM "${table}"`)
      expect(row?.count, table).toBeGreaterThan(0)
    }
  })

  it('has row-level security on and a policy', async () => {
    const open = await database.ownerQuery<{ relname: string }>(
      `SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> '_prisma_migrations'
          AND (NOT c.relrowsecurity OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))`,
    )
    expect(open).toEqual([])
  })

  it('carries household_id unless it belongs to nobody', async () => {
    const without = await database.ownerQuery<{ name: string }>(
      `SELECT t AS name FROM unnest($1::text[]) t WHERE NOT EXISTS (SELECT FROM information_schema.columns c
        WHERE c.table_schema = 'public' AND c.table_name = t AND c.column_name = 'household_id')`,
      [tables],
    )
    expect(without.map(({ name }) => name).sort()).toEqual(['household', ...HOUSEHOLD_FREE].sort())
  })

  it('answers no rows when nobody is asking', async () => {
    for (const table of tables.filter((name) => !PUBLIC.includes(name))) {
      expect(await asNobody((db) => count(db, table)), table).toBe(0)
      expect(await asKeyHolder('a key nobody has', (db) => count(db, table)), table).toBe(0)
      expect(await asKeyHolder('', (db) => count(db, table)), table).toBe(0)
      expect(await asSystem(newId(), (db) => count(db, table)), table).toBe(0)
    }
  })

  it('shows a household’s system task that household only', async () => {
    for (const table of tables.filter((name) => !HOUSEHOLD_FREE.includes(name))) {
      const column = table === 'household' ? 'id' : 'household_id'
      const rows = await asSystem(
        ours.householdId,
        (db) => db.$queryRaw<{ owner: string }[]>`SELECT DISTINCT ${name(column)}::text AS owner FROM ${name(table)}`,
      )
      expect(rows, table).toEqual([{ owner: ours.householdId }])
    }
  })

  it('shows a member nothing of an account that is somebody else’s own', async () => {
    const withAccount = await accountTables()
    expect(withAccount.length).toBeGreaterThan(12)
    for (const { table, column } of withAccount) {
      const seen = (viewer: Viewer) =>
        asViewer(viewer, async (db) => {
          const rows = await db.$queryRaw<{ id: string }[]>`
            SELECT DISTINCT ${name(column)}::text AS id FROM ${name(table)} WHERE ${name(column)} IS NOT NULL`
          return rows.map(({ id }) => id).sort()
        })
      expect(await seen(partner), `${table} for the partner`).toEqual([sharedAccount])
      expect(await seen(ours.viewer), `${table} for the holder`).toEqual([privateAccount, sharedAccount].sort())
      expect((await seen(theirs.viewer)).length, `${table} for a stranger`).toBe(1)
      expect(await seen(theirs.viewer), `${table} for a stranger`).not.toContain(sharedAccount)
    }
  })

  it('takes no write into another household or another’s own account', async () => {
    const hidden = { householdId: ours.householdId, id: privateAccount }
    expect((await asViewer(partner, (db) => db.account.updateMany({ where: hidden, data: { share: 'full' } }))).count).toBe(0)
    expect((await asViewer(partner, (db) => db.account.deleteMany({ where: hidden }))).count).toBe(0)
    const grab = { householdId: ours.householdId, accountId: privateAccount, memberId: partner.memberId, holder: true }
    await expect(asViewer(partner, (db) => db.accountAccess.create({ data: grab }))).rejects.toThrow(/row-level security/)
    const foreign = { householdId: theirs.householdId, id: newId(), name: 'Intruder', role: 'owner' }
    await expect(asViewer(partner, (db) => db.member.create({ data: foreign }))).rejects.toThrow(/row-level security/)
  })
})

describe('the app’s role', () => {
  it('owns nothing, bypasses nothing, makes nothing', async () => {
    const [role] = await database.ownerQuery(
      `SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin FROM pg_roles WHERE rolname = 'saldo_app'`,
    )
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false, rolcanlogin: false })
    expect(await asNobody((db) => db.$queryRaw`SELECT current_user::text AS name`)).toEqual([{ name: 'saldo_app' }])
    expect(await database.ownerQuery(`SELECT relname FROM pg_class WHERE pg_get_userbyid(relowner) = 'saldo_app'`)).toEqual([])
    await expect(asNobody((db) => db.$executeRaw`CREATE TABLE loot (id int)`)).rejects.toThrow(/permission denied/)
    await expect(asNobody((db) => db.$executeRaw`ALTER TABLE account DISABLE ROW LEVEL SECURITY`)).rejects.toThrow(/must be owner/)
    await expect(asNobody((db) => db.$queryRaw`SELECT * FROM _prisma_migrations`)).rejects.toThrow(/permission denied/)
  })

  it('may add to the audit log and neither change nor empty it', async () => {
    const rows = await database.ownerQuery<{ privilege: string }>(
      `SELECT privilege_type AS privilege FROM information_schema.role_table_grants WHERE grantee = 'saldo_app' AND table_name = 'audit_event'`,
    )
    expect(rows.map(({ privilege }) => privilege).sort()).toEqual(['INSERT', 'SELECT'])
  })
})

async function accountTables(): Promise<{ table: string; column: string }[]> {
  const rows = await database.ownerQuery<{ name: string }>(
    `SELECT c.table_name AS name FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.column_name = 'account_id'
        AND c.table_name <> 'bank_call' ORDER BY 1`,
  )
  return [{ table: 'account', column: 'id' }, ...rows.map(({ name }) => ({ table: name, column: 'account_id' }))]
}
