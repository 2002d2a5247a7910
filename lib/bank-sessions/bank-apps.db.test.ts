import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createRegistry, replaceRegistry } from '@/lib/banking/registry'
import { newId } from '@/lib/core/id'
import { asSystem, asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { availableSources, listBankApps, mayPay, removeBankApp } from './bank-apps'
import { connectorFor } from './connector-for'
import { draftBankApp, getBankAppCertificate, registerBankApp } from './draft-bank-app'
import { claimBankApp, saveBankApp, testBankApp } from './save-bank-app'

const NOW = new Date('2026-11-20T09:30:00Z')
const PEM = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
const APPLICATION = {
  name: 'Home',
  kid: 'app-1',
  environment: 'PRODUCTION',
  active: true,
  countries: ['FI'],
  services: ['AIS'],
  redirect_urls: ['http://localhost:3000/api/banks/callback'],
}

let database: TestDatabase
let owner: Viewer
let sent: Request[]
let answer: (request: Request) => Response

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  owner = (await seedHousehold()).viewer
  sent = []
  answer = () => Response.json(APPLICATION)
  const enableBanking = { apiUrl: 'https://api.enablebanking.com', appId: null, privateKeyPem: null }
  const fetch = (request: Request) => {
    sent.push(request)
    return Promise.resolve(answer(request))
  }
  replaceRegistry(createRegistry({ fetch, now: () => NOW, env: () => ({ enableBanking }) }))
})

const save = (viewer = owner, applicationId = 'app-1') => saveBankApp(viewer, { applicationId, privateKey: PEM }, NOW)
const refuse =
  (code: string, status: number, headers = {}) =>
  () =>
    Response.json({ message: 'no', code: status, error: code }, { status, headers })

describe('keeping an application', () => {
  it('stores what the test call says and seals the key', async () => {
    const saved = await save()
    expect(saved).toMatchObject({ isWeakKey: true, check: { ok: true, isRedirectRegistered: true, facts: { environment: 'PRODUCTION' } } })
    const [row] = await listBankApps(owner)
    expect(row).toMatchObject({
      id: saved.bankAppId,
      applicationId: 'app-1',
      name: 'Home',
      active: true,
      countries: ['FI'],
      isRedirectRegistered: true,
      checkedAt: NOW,
    })
    const stored = JSON.stringify(await database.ownerQuery('SELECT * FROM bank_app WHERE id = $1', [saved.bankAppId]))
    expect(stored).not.toContain(PEM.split('\n')[1])
    expect(stored).not.toContain('PRIVATE KEY')
  })

  it('says of an application that pays whether it lists the address payments come back to as well', async () => {
    const [accounts, payments] = ['http://localhost:3000/api/banks/callback', 'http://localhost:3000/api/payments/callback']
    const paying = { ...APPLICATION, services: ['AIS', 'PIS'] }
    const answers = [
      [paying, { isRedirectRegistered: true, isPaymentRedirectRegistered: false }],
      [
        { ...paying, redirect_urls: [accounts, payments] },
        { isRedirectRegistered: true, isPaymentRedirectRegistered: true },
      ],
      [
        { ...paying, redirect_urls: [payments] },
        { isRedirectRegistered: false, isPaymentRedirectRegistered: true },
      ],
      [
        { ...paying, redirect_urls: [`${payments}/`] },
        { isRedirectRegistered: false, isPaymentRedirectRegistered: false },
      ],
      [
        { ...APPLICATION, redirect_urls: [accounts, payments] },
        { isRedirectRegistered: true, isPaymentRedirectRegistered: null },
      ],
    ] as const
    for (const [said, redirects] of answers) {
      answer = () => Response.json(said)
      expect((await save()).check).toMatchObject(redirects)
      const [item] = await listBankApps(owner)
      expect(item).toMatchObject(redirects)
      expect(mayPay(item!)).toBe(redirects.isPaymentRedirectRegistered !== null)
    }
    await draftBankApp(owner, NOW)
    expect((await listBankApps(owner)).map(mayPay)).toEqual([false, true])
  })

  it('says what is wrong with a key or id before anything is sent', async () => {
    await expect(saveBankApp(owner, { applicationId: 'app-1', privateKey: 'x' }, NOW)).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { privateKey: 'key_not_a_key' },
    })
    await expect(saveBankApp(owner, { applicationId: 'no id!', privateKey: PEM }, NOW)).rejects.toMatchObject({
      fields: { applicationId: 'not_an_id' },
    })
    expect(sent).toEqual([])
  })

  it('keeps nothing that the bank refuses, and says why', async () => {
    const problems = [
      ['key_or_id', refuse('UNAUTHORIZED_ACCESS', 401, { date: 'Fri, 20 Nov 2026 09:30:05 GMT' })],
      ['clock', refuse('UNAUTHORIZED_ACCESS', 401, { date: 'Fri, 20 Nov 2026 09:20:00 GMT' })],
      ['address_refused', refuse('UNAUTHORIZED_IP', 403)],
      ['access_denied', refuse('ACCESS_DENIED', 403)],
      ['unusable_answer', () => new Response('<html>')],
    ] as const
    for (const [problem, refusal] of problems) {
      answer = refusal
      expect(await save()).toMatchObject({ bankAppId: null, check: { ok: false, problem } })
    }
    expect(await listBankApps(owner)).toEqual([])
  })

  it('keeps what was typed when the bank does not answer', async () => {
    answer = () => new Response('down', { status: 503 })
    expect(await save()).toMatchObject({ bankAppId: expect.any(String), check: { ok: false, problem: 'unreachable' } })
    expect(await listBankApps(owner)).toMatchObject([{ applicationId: 'app-1', checkedAt: null, active: null }])
  })

  it('gives an application that is known already its new key', async () => {
    const first = await save()
    expect((await save()).bankAppId).toBe(first.bankAppId)
    expect(await listBankApps(owner)).toHaveLength(1)
  })

  it('is not for those who only look', async () => {
    const guest = await seedMember(owner.householdId, 'viewer')
    await expect(save(guest)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(draftBankApp(guest, NOW)).rejects.toMatchObject({ code: 'not_allowed' })
    await expect(testBankApp(guest, null, NOW)).rejects.toMatchObject({ code: 'not_allowed' })
  })
})

describe('whose application it is', () => {
  it('is invisible and unusable for another member and another household', async () => {
    const { bankAppId } = await save()
    const partner = await seedMember(owner.householdId, 'adult')
    const stranger = (await seedHousehold()).viewer
    for (const other of [partner, stranger]) {
      expect(await listBankApps(other)).toEqual([])
      expect(await availableSources(other)).toEqual([])
      await expect(asViewer(other, (db) => connectorFor(db, other, bankAppId))).rejects.toMatchObject({ code: 'not_found' })
      await expect(testBankApp(other, bankAppId, NOW)).rejects.toMatchObject({ code: 'not_found' })
      await expect(removeBankApp(other, bankAppId!, NOW)).rejects.toMatchObject({ code: 'not_found' })
    }
    expect((await asViewer(owner, (db) => connectorFor(db, owner, bankAppId))).id).toBe('enable-banking')
  })

  it('offers registered and active ones to connect with', async () => {
    const { bankAppId } = await save()
    await draftBankApp(owner, NOW)
    expect(await availableSources(owner)).toEqual([{ bankAppId, label: 'Home', environment: 'PRODUCTION' }])
    answer = () => Response.json({ ...APPLICATION, active: false })
    await testBankApp(owner, bankAppId, NOW)
    expect(await availableSources(owner)).toEqual([])
  })
})

describe('a key made here', () => {
  it('is registered with a token that is kept nowhere', async () => {
    const bankAppId = await draftBankApp(owner, NOW)
    expect(await listBankApps(owner)).toMatchObject([{ id: bankAppId, applicationId: null }])
    answer = () => Response.json({ app_id: 'new-app' })
    const request = { bankAppId, name: 'Home', environment: 'SANDBOX' as const, controlPanelToken: 'panel-secret' }
    expect(await registerBankApp(owner, request, NOW)).toEqual({ outcome: 'registered', httpStatus: null, bankMessage: null })
    expect(await listBankApps(owner)).toMatchObject([{ id: bankAppId, applicationId: 'new-app' }])
    expect(await sent[0]!.json()).toMatchObject({
      certificate: await getBankAppCertificate(owner, bankAppId),
      redirect_urls: [...APPLICATION.redirect_urls, 'http://localhost:3000/api/payments/callback'],
    })
    const everything = await database.ownerQuery<{ all: string }>('SELECT query_to_xml($1, true, true, $2)::text AS all', [
      'SELECT * FROM bank_app',
      '',
    ])
    expect(everything[0]?.all).not.toContain('panel-secret')
    await expect(registerBankApp(owner, request, NOW)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('survives a registration whose answer is lost, and takes the id by hand afterwards', async () => {
    const bankAppId = await draftBankApp(owner, NOW)
    const certificate = await getBankAppCertificate(owner, bankAppId)
    answer = () => new Response('', { status: 504 })
    expect(await registerBankApp(owner, { bankAppId, name: 'Home', environment: 'SANDBOX', controlPanelToken: 't' }, NOW)).toMatchObject({
      outcome: 'unknown',
    })
    expect(await getBankAppCertificate(owner, bankAppId)).toBe(certificate)
    answer = refuse('UNAUTHORIZED_ACCESS', 401)
    expect(await claimBankApp(owner, { bankAppId, applicationId: 'wrong' }, NOW)).toMatchObject({
      bankAppId: null,
      check: { problem: 'key_or_id' },
    })
    answer = () => Response.json(APPLICATION)
    expect(await claimBankApp(owner, { bankAppId, applicationId: 'app-1' }, NOW)).toMatchObject({ bankAppId, check: { ok: true } })
    await expect(claimBankApp(owner, { bankAppId, applicationId: 'app-2' }, NOW)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('cannot be made without end', async () => {
    const { householdId, memberId } = owner
    const draft = { householdId, memberId, connectorId: 'enable-banking', applicationId: '', sealedPrivateKey: 'sealed' }
    await asSystem(householdId, (db) => db.bankApp.createMany({ data: Array.from({ length: 5 }, () => ({ ...draft, id: newId() })) }))
    await expect(draftBankApp(owner, NOW)).rejects.toMatchObject({ code: 'too_many_attempts' })
  })
})

describe('removing an application', () => {
  it('wipes its key', async () => {
    const { bankAppId } = await save()
    await removeBankApp(owner, bankAppId!, NOW)
    expect(await listBankApps(owner)).toEqual([])
    expect(await database.ownerQuery('SELECT sealed_private_key FROM bank_app WHERE id = $1', [bankAppId])).toEqual([
      { sealed_private_key: '' },
    ])
    await expect(asViewer(owner, (db) => connectorFor(db, owner, bankAppId))).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is refused while an access lives that only its key can end', async () => {
    const { bankAppId } = await save()
    const { householdId, memberId } = owner
    const session = {
      householdId,
      memberId,
      id: newId(),
      connectorId: 'enable-banking',
      bankAppId,
      aspspName: 'Nordea',
      aspspCountry: 'FI',
      psuType: 'personal',
    }
    await asSystem(householdId, (db) => db.bankSession.create({ data: { ...session, status: 'authorized' } }))
    await expect(removeBankApp(owner, bankAppId!, NOW)).rejects.toMatchObject({ code: 'conflict' })
    await asSystem(householdId, (db) => db.bankSession.updateMany({ data: { status: 'closed', revokeAtBankSince: NOW } }))
    await expect(removeBankApp(owner, bankAppId!, NOW)).rejects.toMatchObject({ code: 'conflict' })
    await asSystem(householdId, (db) => db.bankSession.updateMany({ data: { revokeAtBankSince: null } }))
    await removeBankApp(owner, bankAppId!, NOW)
  })
})
