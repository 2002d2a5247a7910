import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseCurrency } from '@/lib/core/currency'
import { isSetUp } from '@/lib/db'
import { setEnvironment } from '@/lib/env'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { createUser } from './create-user'
import type { NewUser } from './new-user'
import { setUp } from './set-up'
import { createSetupToken, findSetupExpiry } from './setup-token'

const NOW = new Date('2026-11-20T09:00:00.000Z')
const HOUR = 3_600_000
const AINO: NewUser = {
  name: 'Aino Virtanen',
  email: 'aino@koivurinne.example',
  password: 'violin-harbour-tractor',
  locale: 'en',
  formatLocale: 'fi-FI',
  timeZone: 'Europe/Helsinki',
}
const HOUSEHOLD = { householdName: 'Koivurinne 4', baseCurrency: parseCurrency('EUR') }

let database: TestDatabase
const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-setup-'))
const tokenFile = path.join(dataDir, 'setup-token.txt')

beforeAll(async () => {
  database = await createTestDatabase()
  setEnvironment({ DATA_DIR: dataDir })
})

beforeEach(async () => {
  await database.ownerQuery('TRUNCATE household, member, user_account, audit_event, setup_token')
})

afterAll(() => fs.rmSync(dataDir, { recursive: true, force: true }))

describe('a setup link', () => {
  it('is left in a file for the owner of the machine only, and as a hash in the database', async () => {
    const token = await createSetupToken(NOW)
    expect(fs.readFileSync(tokenFile, 'utf8')).toBe(`${token}\n`)
    expect(fs.statSync(tokenFile).mode & 0o777).toBe(0o600)
    const rows = await database.ownerQuery<{ row: string }>('SELECT t::text AS row FROM setup_token t')
    expect(rows).toHaveLength(1)
    expect(rows[0]?.row).not.toContain(token)
  })

  it('works for 24 hours and not a second more', async () => {
    const token = await createSetupToken(NOW)
    expect(await findSetupExpiry(token, NOW)).toEqual(new Date(NOW.getTime() + 24 * HOUR))
    expect(await findSetupExpiry(token, new Date(NOW.getTime() + 24 * HOUR))).toBeNull()
    await expect(setUp(token, AINO, HOUSEHOLD, new Date(NOW.getTime() + 24 * HOUR))).rejects.toMatchObject({ code: 'expired' })
    expect(await isSetUp()).toBe(false)
  })

  it('is replaced by a newer one', async () => {
    const [older, newer] = [await createSetupToken(NOW), await createSetupToken(NOW)]
    expect(await findSetupExpiry(older, NOW)).toBeNull()
    await expect(setUp(older, AINO, HOUSEHOLD, NOW)).rejects.toMatchObject({ code: 'expired' })
    await setUp(newer, AINO, HOUSEHOLD, NOW)
  })

  it('makes the household and its owner once; then registration is closed', async () => {
    const token = await createSetupToken(NOW)
    await setUp(token, AINO, HOUSEHOLD, NOW)
    expect(await isSetUp()).toBe(true)
    expect(fs.existsSync(tokenFile)).toBe(false)
    expect(await database.ownerQuery('SELECT name, base_currency FROM household')).toEqual([{ name: 'Koivurinne 4', base_currency: 'EUR' }])
    expect(await database.ownerQuery('SELECT name, role FROM member')).toEqual([{ name: 'Aino Virtanen', role: 'owner' }])
    expect(await findSetupExpiry(token, NOW)).toBeNull()
    await expect(setUp(token, { ...AINO, email: 'elias@koivurinne.example' }, HOUSEHOLD, NOW)).rejects.toMatchObject({ code: 'expired' })
    await expect(createSetupToken(NOW)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('serves one of many people who set up at the same moment', async () => {
    const token = await createSetupToken(NOW)
    const people = Array.from({ length: 8 }, (_, i) => ({ ...AINO, email: `person${i}@koivurinne.example` }))
    const results = await Promise.allSettled(people.map((person) => setUp(token, person, HOUSEHOLD, NOW)))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    expect(await database.ownerQuery('SELECT FROM household')).toHaveLength(1)
    expect(await database.ownerQuery('SELECT FROM user_account')).toHaveLength(1)
  })

  it('stays good when the password was too weak', async () => {
    const token = await createSetupToken(NOW)
    const weak = setUp(token, { ...AINO, password: 'AinoVirtanen1' }, HOUSEHOLD, NOW)
    await expect(weak).rejects.toMatchObject({ code: 'invalid_input', fields: { password: 'password_too_common' } })
    await setUp(token, AINO, HOUSEHOLD, NOW)
  })
})

describe('the operator’s user create', () => {
  it('sets the instance up with its first owner, then adds to the household of that name', async () => {
    const first = await createUser({ ...AINO, ...HOUSEHOLD, role: 'adult' }, NOW)
    expect(first.isFirst).toBe(true)
    const second = await createUser({ ...AINO, ...HOUSEHOLD, email: 'elias@koivurinne.example', role: 'adult' }, NOW)
    expect(second).toEqual({ householdId: first.householdId, isFirst: false })
    expect(await database.ownerQuery('SELECT role FROM member ORDER BY role')).toEqual([{ role: 'adult' }, { role: 'owner' }])
  })

  it('refuses a taken address and a household nobody knows', async () => {
    await createUser({ ...AINO, ...HOUSEHOLD, role: 'owner' }, NOW)
    await expect(createUser({ ...AINO, ...HOUSEHOLD, role: 'adult' }, NOW)).rejects.toMatchObject({
      code: 'conflict',
      fields: { email: 'taken' },
    })
    const elsewhere = createUser({ ...AINO, ...HOUSEHOLD, email: 'x@y.example', householdName: 'Elsewhere', role: 'adult' }, NOW)
    await expect(elsewhere).rejects.toMatchObject({ code: 'not_found' })
  })
})
