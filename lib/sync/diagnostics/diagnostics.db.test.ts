import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { seedAccount, seedTransactions } from '@/lib/testing/seed-account'
import { diagnoseBankSession, diagnoseHousehold } from './diagnostics'

const NOW = new Date('2026-11-20T12:00:00Z')
/** In every text of every row; whatever finds its way into the file brings one along. */
const CANARY = 'canary'
const IBAN = 'FI2112345600000785'
const AMOUNT = 987_654_321n
let database: TestDatabase
let viewer: Viewer
let bankSessionId: string
let accountId: string

beforeAll(async () => {
  database = await createTestDatabase()
  viewer = (await seedHousehold({ name: `${CANARY} house`, memberName: `${CANARY} Aino`, email: `${CANARY}@example.org` })).viewer
  bankSessionId = await seedEverything()
})

describe('the diagnostics file', () => {
  it('holds what happened', async () => {
    const file = await diagnoseBankSession(viewer, bankSessionId, NOW)
    expect(file).toMatchObject({
      format: 'saldo-diagnostics',
      saldo: { node: process.version },
      accesses: [{ bank: 'Saaristo Bank', country: 'FI', status: 'authorized', background: { readsPerDay: 4 } }],
      accounts: [
        {
          rows: [{ status: 'BOOK', count: 1, review: 1 }],
          gaps: [{ from: '2026-03-14', to: '2026-03-20', reason: 'period_refused' }],
          check: { state: 'off', firstDayOff: '2026-03-13' },
          references: { trust: 'unstable', kept: 3, changed: 4 },
          dialects: [{ longest: false, windowDays: 89 }],
          setAside: [
            { reason: 'another reason', count: 1 },
            { reason: 'no amount', count: 1 },
          ],
        },
      ],
      runs: [{ trigger: 'scheduled', outcome: 'partial', accounts: [{ inserted: 7, bookedError: 'unavailable' }] }],
      calls: [
        { operation: 'transactions', outcome: 'rate_limited', bankCode: 'ASPSP_RATE_LIMIT_EXCEEDED' },
        { bankCode: '(left out)' },
        { bankCode: '(left out)' },
      ],
    })
  })

  it('holds no name, text, number of an account, amount, id or secret', async () => {
    const ids = [viewer.householdId, viewer.memberId, viewer.userId, bankSessionId, accountId]
    for (const file of [await diagnoseBankSession(viewer, bankSessionId, NOW), await diagnoseHousehold(viewer.householdId, NOW)]) {
      const text = JSON.stringify(file)
      for (const secret of [CANARY, IBAN, IBAN.slice(-4), String(AMOUNT), '9876543.21', '0785', ...ids]) {
        expect(text.toLowerCase()).not.toContain(secret.toLowerCase())
      }
      expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/)
      expect(text).not.toMatch(/@/)
    }
  })

  it('names accounts anew every time', async () => {
    const labels = async () =>
      ((await diagnoseBankSession(viewer, bankSessionId, NOW)).accounts as { account: string }[]).map(({ account }) => account)
    expect(await labels()).not.toEqual(await labels())
  })

  it('is of one’s own accesses alone', async () => {
    const other = await seedMember(viewer.householdId, 'owner')
    await expect(diagnoseBankSession(other, bankSessionId, NOW)).rejects.toMatchObject({ code: 'not_found' })
    const stranger = (await seedHousehold()).viewer
    await expect(diagnoseBankSession(stranger, bankSessionId, NOW)).rejects.toMatchObject({ code: 'not_found' })
    await expect(diagnoseBankSession(viewer, `${CANARY}`, NOW)).rejects.toThrow()
  })

  it('would show a canary if one got through', async () => {
    const rows = await database.ownerQuery<{ text: string }>('SELECT bank_name AS text FROM account')
    expect(JSON.stringify(rows)).toContain(CANARY)
  })
})

async function seedEverything(): Promise<string> {
  const { householdId, memberId } = viewer
  const [id, runId] = [newId(NOW), newId(NOW)]
  const bank = { aspspName: 'Saaristo Bank', aspspCountry: 'FI', connectorId: 'enable-banking', psuType: 'personal' }
  accountId = await seedAccount({
    ...{ householdId, holders: [memberId], name: `${CANARY} account`, iban: IBAN, balanceMinor: AMOUNT, bank: 'Saaristo Bank' },
  })
  const [transactionId = ''] = await seedTransactions(householdId, accountId, [
    {
      ...{ day: '2026-11-19', minor: -AMOUNT, name: `${CANARY} shop`, description: `${CANARY} words`, category: CANARY },
      ...{ counterpartyIban: IBAN, reviewReason: 'possible_twin' },
    },
  ])
  await asSystem(householdId, async (db) => {
    await db.bankSession.create({
      data: {
        ...{ householdId, id, memberId, ...bank, requiredPsuHeaders: ['Psu-Ip-Address'], status: 'authorized', authorizedAt: NOW },
        ...{
          aspspBic: `${CANARY}bic`,
          authMethod: `${CANARY} method`,
          sealedCredentials: `${CANARY} credentials`,
          endReason: CANARY,
        },
      },
    })
    await db.account.update({
      where: { householdId_id: { householdId, id: accountId } },
      data: { customName: `${CANARY} mine`, holderName: `${CANARY} holder`, usage: `${CANARY} use 2` },
    })
    await db.transaction.update({
      where: { householdId_id: { householdId, id: transactionId } },
      data: { userName: `${CANARY} name`, userNote: `${CANARY} note` },
    })
    await db.accountFeed.create({
      data: {
        ...{ householdId, id: newId(), accountId, bankSessionId: id, sealedUid: `${CANARY} uid` },
        dialect: { longest: false, windowDays: 89, [`${CANARY} 1`]: true, learnedFrom: CANARY },
      },
    })
    const call = { householdId, bankSessionId: id, accountId, runId, operation: 'transactions', psuPresent: false, durationMs: 5 }
    await db.bankCall.createMany({
      data: [
        { ...call, id: newId(NOW), at: NOW, outcome: 'rate_limited', bankCode: 'ASPSP_RATE_LIMIT_EXCEEDED' },
        { ...call, id: newId(NOW), at: new Date(NOW.getTime() - 1), outcome: 'rejected', bankCode: `${CANARY} ${IBAN}` },
        { ...call, id: newId(NOW), at: new Date(NOW.getTime() - 2), outcome: 'rejected', bankCode: CANARY.toUpperCase() },
      ],
    })
    const run = { trigger: 'scheduled', psuPresent: false, leaseToken: 1n, startedAt: NOW, finishedAt: NOW, outcome: 'partial' }
    await db.syncRun.create({ data: { householdId, id: runId, bankSessionId: id, ...run } })
    await db.syncRunAccount.create({ data: { householdId, runId, accountId, inserted: 7, bookedError: 'unavailable', updatedAt: NOW } })
    await db.referenceTrust.create({ data: { householdId, accountId, trust: 'unstable', kept: 3, changed: 4, updatedAt: NOW } })
    const days = { fromDay: new Date('2026-03-14'), toDay: new Date('2026-03-20') }
    await db.historyGap.create({ data: { householdId, id: newId(), accountId, ...days, reason: 'period_refused', noticedAt: NOW } })
    const check = { state: 'off', currency: 'EUR', differenceMinor: AMOUNT, firstDayOff: new Date('2026-03-13'), checkedAt: NOW }
    await db.balanceCheck.create({ data: { householdId, accountId, ...check } })
    const aside = { householdId, accountId, runId, seenAt: NOW, sealedWire: `${CANARY} wire` }
    await db.setAsideRow.createMany({
      data: [
        { ...aside, rowHash: 'a', reason: 'no amount' },
        { ...aside, rowHash: 'b', reason: `${CANARY} reason` },
      ],
    })
  })
  return id
}
