import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmptyDatabase } from '@/lib/testing/database'
import { APP_ROLE_OPTION } from './app-role'
import { DatabaseError, describeConnectError } from './database-error'
import { migrate, readMigrations } from './migrate'
import { connectOwner, type OwnerConnection } from './owner'

const COMMITTED = path.join(process.cwd(), 'prisma/migrations')

let url: string
let owner: OwnerConnection

beforeAll(async () => {
  url = await createEmptyDatabase()
  await migrate(url)
  owner = await connectOwner(url)
})

afterAll(() => owner.close())

/** A copy of the committed migrations with one file added or changed. */
function migrationsWith(change: Record<string, string>): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-migrations-'))
  fs.cpSync(COMMITTED, dir, { recursive: true })
  for (const [name, sql] of Object.entries(change)) {
    fs.mkdirSync(path.join(dir, name), { recursive: true })
    fs.writeFileSync(path.join(dir, name, 'migration.sql'), sql)
  }
  afterAll(() => fs.rmSync(dir, { recursive: true, force: true }))
  return dir
}

async function problemOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(error).toBeInstanceOf(DatabaseError)
  return (error as DatabaseError).message
}

describe('migrating', () => {
  it('applies every committed migration once, and nothing the second time', async () => {
    const fresh = await createEmptyDatabase()
    expect(await migrate(fresh)).toEqual(readMigrations(COMMITTED).map((migration) => migration.name))
    expect(await migrate(fresh)).toEqual([])
  })

  it('runs once when several programs start at the same time', async () => {
    const fresh = await createEmptyDatabase()
    const applied = await Promise.all([migrate(fresh), migrate(fresh), migrate(fresh)])
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
  })

  it('records what Prisma Migrate records', async () => {
    const rows = await owner.rows('SELECT migration_name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY 1')
    expect(rows).toEqual(readMigrations(COMMITTED).map(({ name, checksum }) => ({ migration_name: name, checksum })))
  })

  it('leaves the database as it was when a migration fails', async () => {
    const dir = migrationsWith({ '29990101000000_broken': 'CREATE TABLE half_done (id int); SELECT 1 / 0;' })
    expect(await problemOf(migrate(url, dir))).toContain('29990101000000_broken failed')
    expect(await owner.rows(`SELECT 1 FROM pg_class WHERE relname = 'half_done'`)).toEqual([])
  })

  it('refuses a migration that was edited after it was applied', async () => {
    const [first] = readMigrations(COMMITTED)
    const dir = migrationsWith({ [first!.name]: `${first!.sql}-- edited` })
    expect(await problemOf(migrate(url, dir))).toContain(first!.name)
  })

  it('refuses a database of a newer version', async () => {
    const fresh = await createEmptyDatabase()
    await migrate(fresh, migrationsWith({ '29990101000000_newer': 'SELECT 1;' }))
    expect(await problemOf(migrate(fresh))).toContain('newer Saldo')
  })

  it('refuses a table that is open to the app without row-level security', async () => {
    const fresh = await createEmptyDatabase()
    const dir = migrationsWith({ '29990101000000_open': 'CREATE TABLE open_to_all (id int);' })
    expect(await problemOf(migrate(fresh, dir))).toContain('open_to_all')
  })
})

describe('the role of the app', () => {
  it('owns nothing, is above nothing, and sees no row of any table without a viewer', async () => {
    const app = await connectOwner(url, APP_ROLE_OPTION)
    const household = '00000000-0000-7000-8000-000000000001'
    await owner.rows(`INSERT INTO household (id, name, base_currency) VALUES ($1, 'x', 'EUR')`, [household])
    try {
      expect(await app.rows('SELECT * FROM household')).toEqual([])
      await expect(app.rows('SELECT * FROM _prisma_migrations')).rejects.toThrow('permission denied')
      await expect(app.rows('CREATE TABLE mine (id int)')).rejects.toThrow('permission denied')
      await expect(app.rows('SELECT * FROM graphile_worker._private_jobs')).rejects.toThrow('permission denied')
      await expect(app.rows('UPDATE audit_event SET kind = kind')).rejects.toThrow('permission denied')
    } finally {
      await app.close()
    }
  })

  it('may use the tables of a later migration', async () => {
    const fresh = await createEmptyDatabase()
    const sql = 'CREATE TABLE later (household_id uuid); ALTER TABLE later ENABLE ROW LEVEL SECURITY;'
    await migrate(fresh, migrationsWith({ '29990101000000_later': sql }))
    const app = await connectOwner(fresh, APP_ROLE_OPTION)
    expect(await app.rows('SELECT * FROM later')).toEqual([])
    await app.close()
  })

  it('is asked of an administrator, with the statement to run, when the user of the address may not take it', async () => {
    const name = `saldo_limited_${randomBytes(4).toString('hex')}`
    const fresh = new URL(await createEmptyDatabase())
    await owner.rows(`CREATE ROLE ${name} LOGIN PASSWORD 'limited'`)
    const admin = await connectOwner(fresh.href)
    try {
      await admin.rows(`GRANT CREATE ON DATABASE ${fresh.pathname.slice(1)} TO ${name}`)
      fresh.username = name
      fresh.password = 'limited'
      expect(await problemOf(migrate(fresh.href))).toContain(`GRANT saldo_app TO ${name};`)
    } finally {
      await admin.rows(`REVOKE ALL ON DATABASE ${fresh.pathname.slice(1)} FROM ${name}`)
      await admin.close()
      await owner.rows(`DROP ROLE ${name}`)
    }
  })
})

describe('an address that leads nowhere', () => {
  const cases = {
    'no database server answers': (address: URL) => (address.port = '1'),
    'does not exist': (address: URL) => (address.pathname = '/no_such_database'),
  }
  for (const [words, change] of Object.entries(cases)) {
    it(`is told in words: ${words}`, async () => {
      const address = new URL(url)
      change(address)
      expect(await problemOf(migrate(address.href))).toContain(words)
    })
  }

  it('is told in words, without what the server said: a wrong password', () => {
    const refusal = Object.assign(new Error('password authentication failed for user "u" with hunter2'), { code: '28P01' })
    expect(describeConnectError(refusal).message).toMatch(/refuses the user or the password/)
    expect(describeConnectError(refusal).message).not.toContain('hunter2')
    expect(describeConnectError(new Error('timeout')).message).toContain('no answer within 5 seconds')
  })
})
