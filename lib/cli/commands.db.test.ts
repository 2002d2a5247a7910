import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operatorViewer } from '@/lib/auth/operator-viewer'
import { openWorkerPresence } from '@/lib/database/worker-presence'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold } from '@/lib/testing/household'
import { seedAccount, seedTransactions } from '@/lib/testing/seed-account'
import { checkDatabase } from './check-database'
import { checkSecrets } from './check-secrets'
import { checkWorker, judgeWorker } from './check-worker'
import { runDiagnostics } from './diagnostics-command'
import { runExport } from './export-command'

let database: TestDatabase
let viewer: Viewer
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-cli-'))

beforeAll(async () => {
  database = await createTestDatabase()
  viewer = (await seedHousehold({ name: 'Koivurinne 4' })).viewer
  const accountId = await seedAccount({ householdId: viewer.householdId, holders: [viewer.memberId], iban: 'FI2112345600000785' })
  await seedTransactions(viewer.householdId, accountId, [{ day: '2026-11-20', minor: -1234n }])
})

afterAll(() => fs.rmSync(dir, { recursive: true, force: true }))

describe('export', () => {
  it('writes the household into a file only its owner can read', async () => {
    const out = path.join(dir, 'out.json')
    await runExport(['--household', 'Koivurinne 4', '--out', out])
    expect(JSON.parse(fs.readFileSync(out, 'utf8'))).toMatchObject({
      scope: 'household',
      accounts: [{ iban: 'FI2112345600000785' }],
      transactions: [{ amount: '-12.34' }],
    })
    expect(fs.statSync(out).mode & 0o777).toBe(0o600)
    expect(fs.readdirSync(dir)).toEqual(['out.json'])
  })

  it('says in one line what is wrong with the household or the file', async () => {
    await expect(runExport(['--household', 'Nobody', '--out', path.join(dir, 'x')])).rejects.toMatchObject({
      name: 'CliError',
      message: 'there is no household called "Nobody"',
    })
    await expect(runExport(['--household', 'Koivurinne 4', '--out', path.join(dir, 'no/where/x')])).rejects.toMatchObject({
      name: 'CliError',
      fix: expect.stringContaining('directory'),
    })
  })
})

describe('the doctor', () => {
  it('finds a migrated database and its keys in order', async () => {
    expect((await checkDatabase()).map((finding) => finding.kind)).toEqual(['good', 'good', 'good'])
    expect((await checkSecrets()).map((finding) => finding.kind)).toEqual(['good'])
  })

  it('finds a missing migration and a lost key', async () => {
    await database.ownerQuery(`UPDATE data_key SET instance_key_id = 'lost'`)
    expect(await checkSecrets()).toMatchObject([{ kind: 'bad', what: expect.stringContaining('lost') }])
    await database.ownerQuery(`UPDATE data_key SET instance_key_id = 'test'`)
    await database.ownerQuery(`DELETE FROM "_prisma_migrations" WHERE migration_name LIKE '%reading'`)
    expect((await checkDatabase())[1]).toMatchObject({ kind: 'bad', fix: expect.stringContaining('npm start') })
  })
})

describe('the doctor, about workers', () => {
  it('sees whether any is alive', async () => {
    expect(await checkWorker()).toMatchObject({ kind: 'bad', fix: expect.stringContaining('npm run worker') })
    const presence = await openWorkerPresence(database.url, { jobsInHand: () => [] })
    expect(await checkWorker()).toMatchObject({ kind: 'good' })
    await presence.close()
    expect(judgeWorker(false, 'inline').kind).toBe('note')
  })
})

describe('diagnostics', () => {
  it('writes a file only its owner can read, without a name or an amount', async () => {
    const out = path.join(dir, 'diagnostics.json')
    await runDiagnostics(['--household', 'Koivurinne 4', '--out', out])
    const text = fs.readFileSync(out, 'utf8')
    expect(JSON.parse(text)).toMatchObject({ format: 'saldo-diagnostics', accesses: [] })
    expect(text).not.toContain('Koivurinne')
    expect(fs.statSync(out).mode & 0o777).toBe(0o600)
    await expect(runDiagnostics(['--household', 'Nobody', '--out', out])).rejects.toMatchObject({ name: 'CliError' })
  })
})

describe('the operator', () => {
  it('acts as the owner of the household they name', async () => {
    expect(await operatorViewer('Koivurinne 4')).toMatchObject({
      householdId: viewer.householdId,
      memberId: viewer.memberId,
      role: 'owner',
    })
    expect(await operatorViewer('Nobody')).toBeNull()
  })
})
