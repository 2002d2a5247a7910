import { generateKeyPairSync } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import type { OwnerConnection } from '@/lib/database/owner'
import { startInstance, type Instance } from './support/instance'
import { callAction } from './support/doors/call-action'
import { connectBank, type Trip } from './support/doors/connect-bank'
import { openTables } from './support/doors/owner'
import { seedHousehold, seedPerson } from './support/doors/seed-people'

/** What passes through the app when a bank is connected and must be nowhere afterwards, by what it is. */
type Canaries = Record<string, string[]>

test.describe('what a bank and its customer trust us with', () => {
  test.setTimeout(240_000)

  test('stands in clear in no table, no file of the database and no line of the log', async () => {
    const instance = await startInstance({ LOG_LEVEL: 'debug' })
    const tables = await openTables(instance.dataDir)
    try {
      const canaries = await passThrough(instance, tables)
      const counts = Object.fromEntries(Object.entries(canaries).map(([what, values]) => [what, values.length]))
      for (const [what, count] of Object.entries(counts)) expect(count, `${what}: there is something to look for`).toBeGreaterThan(0)
      const dump = await dumpTables(tables)
      expect(dump, 'the dump holds what was read').toContain('Saaristo Bank')
      expect(instance.output(), 'the log holds what happened').toContain('bank session read')
      expect(hitsIn({ tables: dump, log: instance.output() }, canaries)).toEqual([])
      await tables.rows('CHECKPOINT').catch(() => undefined)
      expect(hitsInFiles(path.join(instance.dataDir, 'pg18'), canaries)).toEqual([])
    } finally {
      await tables.close()
      await instance.stop()
    }
  })
})

async function passThrough(instance: Instance, tables: OwnerConnection): Promise<Canaries> {
  const place = { ...instance, tables }
  const person = await seedPerson(tables, { householdId: await seedHousehold(tables, 'Dump'), role: 'owner', name: 'Dora' })
  const visits = [
    { country: 'FI', bank: 'Saaristo Bank', person: 'aino.virtanen' },
    { country: 'FI', bank: 'Kontur', person: 'aino.virtanen' },
  ]
  const trips: Trip[] = []
  for (const visit of visits) trips.push((await connectBank(place, person.jar, visit)).trip)
  const ownKey = await saveOwnKey(instance, person.jar)
  const { sessions, uids } = readBanksSide(instance.dataDir)
  return {
    'bank sessions': sessions,
    'account uids': uids,
    states: trips.map(({ state }) => state),
    codes: trips.map(({ code }) => code),
    'full IBANs': await listIbans(instance.simulatorUrl),
    'private keys': [...linesOf(ownKey), ...linesOf(fs.readFileSync(path.join(instance.dataDir, 'simulator/private-key.pem'), 'utf8'))],
    'vault keys': [fs.readFileSync(path.join(instance.dataDir, 'vault-keys'), 'utf8').trim().split(':')[1] ?? ''],
    'secrets of the sign-in': [fs.readFileSync(path.join(instance.dataDir, 'nextauth-secret'), 'utf8').trim()],
    'login sessions and browsers': [...person.jar.values()],
    'marks of a raw answer': ['"credit_debit_indicator"', '"remittance_information"', '"transaction_amount"'],
  }
}

/** A person's own application: registered at the bank's side, then its key given to the app. */
async function saveOwnKey({ appUrl, simulatorUrl }: Instance, jar: Map<string, string>): Promise<string> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const application = {
    name: 'Dora',
    redirectUrls: [`${appUrl}/api/banks/callback`],
    publicKeyPem: publicKey.export({ type: 'spki', format: 'pem' }),
  }
  const made = await fetch(`${simulatorUrl}/simulator/applications`, { method: 'POST', body: JSON.stringify(application) })
  const { app_id } = (await made.json()) as { app_id: string }
  const key = 'app/(app)/settings/bank-access/actions.ts#saveOwnKey'
  const saved = await callAction(appUrl, { key, input: { applicationId: app_id, privateKey: pem }, jar })
  expect(saved.result, 'the key was kept').toMatchObject({
    ok: true,
    data: { bankAppId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown },
  })
  return pem
}

/** The simulated bank writes its state down a moment after it changes. */
function readBanksSide(dataDir: string): { sessions: string[]; uids: string[] } {
  const { sessions } = JSON.parse(fs.readFileSync(path.join(dataDir, 'simulator/state.json'), 'utf8')) as {
    sessions: { id: string; accounts: { uid: string }[] }[]
  }
  return { sessions: sessions.map(({ id }) => id), uids: sessions.flatMap(({ accounts }) => accounts.map(({ uid }) => uid)) }
}

async function listIbans(simulatorUrl: string): Promise<string[]> {
  const accounts = (await (await fetch(`${simulatorUrl}/simulator/ledger?what=accounts`)).json()) as { iban: string | null }[]
  return [...new Set(accounts.flatMap(({ iban }) => (iban ? [iban, iban.replace(/(.{4})(?=.)/g, '$1 ')] : [])))]
}

function linesOf(pem: string): string[] {
  return pem.split('\n').filter((line) => line.length === 64)
}

/** Every row of every table, the queue's too, as text. */
async function dumpTables(tables: OwnerConnection): Promise<string> {
  const names = await tables.rows<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
  )
  const texts: string[] = []
  for (const { name } of names) {
    const rows = await tables.rows<{ text: string }>(`SELECT t::text AS text FROM ${name} t`)
    texts.push(...rows.map(({ text }) => text))
  }
  return texts.join('\n')
}

function hitsIn(places: Record<string, string>, canaries: Canaries): string[] {
  return Object.entries(canaries).flatMap(([what, values]) =>
    Object.entries(places).flatMap(([place, text]) => {
      const hits = values.filter(
        (value) => text.includes(value) || text.includes(value.replaceAll('"', '""')) || text.includes(value.replaceAll('"', '\\"')),
      )
      return hits.length > 0 ? [`${hits.length} ${what} in the ${place}`] : []
    }),
  )
}

/** Tables, indexes and the write-ahead log as they lie on the disk. */
function hitsInFiles(dir: string, canaries: Canaries): string[] {
  const files = fs.readdirSync(fs.realpathSync(dir), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.flatMap(({ parentPath, name }) => {
    const text = fs.readFileSync(path.join(parentPath, name)).toString('latin1')
    return hitsIn({ [`file ${name}`]: text }, canaries)
  })
}
