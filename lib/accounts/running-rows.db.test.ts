import { beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '@/lib/core/errors'
import { asSystem } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { readAccountPage, readRunningPage } from '@/lib/insights/read-account-page'
import { createTestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember } from '@/lib/testing/household'
import { seedAccount, seedTransactions, type SeedRow } from '@/lib/testing/seed-account'
import { archiveAccount, pinBalance, renameAccount } from './edit-account'

const NOW = new Date('2026-11-20T15:05:00Z')
const IBAN = 'FI2112345600000785'

let aino: Viewer
let elias: Viewer

beforeAll(async () => {
  await createTestDatabase()
  const household = await seedHousehold({ memberName: 'Aino' })
  aino = household.viewer
  elias = await seedMember(aino.householdId, 'adult', { memberName: 'Elias' })
})

const ROWS: SeedRow[] = [
  { day: '2026-11-20', minor: -6435n, name: 'Ruokatori', status: 'PDNG' },
  { day: '2026-11-20', minor: -28900n, name: 'Päiväkoti' },
  { day: '2026-11-18', minor: -11872n, name: 'Valo' },
  { day: '2026-11-18', minor: -3165n, name: 'Apteekki' },
  { day: '2026-11-18', minor: 500n, currency: 'SEK', name: 'Foreign row' },
  { day: '2026-11-17', minor: -8214n, name: 'Ruokatori' },
  { day: '2026-11-16', minor: 90000n, name: 'From Elias' },
]

describe('the running balance', () => {
  it('after each booked row is the balance of that moment, and all pages agree', async () => {
    const accountId = await seedAccount({ householdId: aino.householdId, holders: [aino.memberId], balanceMinor: 348216n })
    await seedTransactions(aino.householdId, accountId, [...ROWS, ...many(100)])
    const { running } = await readAccountPage(aino, { accountId, period: '1m' }, NOW)
    const balance = (name: string) => running.rows.find((row) => row.name === name)?.balanceAfter?.amount
    expect([balance('Päiväkoti'), balance('From Elias')]).toEqual(['3482.16', '4003.67'])
    const onThe18th = running.rows.filter((row) => row.day === '2026-11-18' && row.amount.currency === 'EUR')
    expect(onThe18th[0]?.balanceAfter?.amount).toBe('3771.16')
    expect(running.rows.find((row) => row.status === 'PDNG')?.balanceAfter).toBeNull()
    expect(balance('Foreign row')).toBeUndefined()

    const pages = [running]
    for (let next = running.next; next; next = pages.at(-1)?.next ?? null)
      pages.push(await readRunningPage(aino, { accountId, cursor: next }))
    const rows = pages.flatMap((page) => page.rows)
    expect(new Set(rows.map((row) => row.id)).size).toBe(107)
    const booked = rows.filter((row) => row.balanceAfter !== null)
    expect(booked).toHaveLength(105)
    for (const [index, row] of booked.entries()) {
      const older = booked[index + 1]?.balanceAfter?.amount ?? pages.at(-1)?.opening?.amount
      expect(cents(row.balanceAfter?.amount) - cents(row.amount.amount)).toBe(cents(older))
    }
  })

  it('hangs on the day of a closing balance, not on today', async () => {
    const accountId = await seedAccount({
      householdId: aino.householdId,
      holders: [aino.memberId],
      balanceMinor: 10000n,
      balanceType: 'CLBD',
    })
    await asSystem(aino.householdId, (db) =>
      db.balance.updateMany({ where: { accountId }, data: { referenceDate: new Date('2026-11-19') } }),
    )
    await seedTransactions(aino.householdId, accountId, [
      { day: '2026-11-20', minor: -1000n },
      { day: '2026-11-19', minor: -500n },
    ])
    const page = await readAccountPage(aino, { accountId, period: '1m' }, NOW)
    expect(page.running.rows.map((row) => row.balanceAfter?.amount)).toEqual(['90.00', '100.00'])
    expect(page.running.opening?.amount).toBe('105.00')
    expect(page.points.at(-1)).toEqual({ day: '2026-11-20', amount: '100.00' })
    expect(page.points.find((point) => point.day === '2026-11-18')?.amount).toBe('105.00')
  })

  it('is not shown where the bank tells no booked balance', async () => {
    const accountId = await seedAccount({
      householdId: aino.householdId,
      holders: [aino.memberId],
      balanceMinor: 10000n,
      balanceType: 'ITAV',
    })
    await seedTransactions(aino.householdId, accountId, [{ day: '2026-11-20', minor: -1000n }])
    const { running } = await readAccountPage(aino, { accountId, period: '1m' }, NOW)
    expect(running).toMatchObject({ opening: null, rows: [{ balanceAfter: null }] })
  })
})

describe('an account’s page', () => {
  it('opens the IBAN for those who may see the account, and is not there for anyone else', async () => {
    const accountId = await seedAccount({ householdId: aino.householdId, holders: [aino.memberId], iban: IBAN, name: 'Own' })
    const page = await readAccountPage(aino, { accountId, period: '1m' }, NOW)
    expect(page).toMatchObject({ iban: IBAN, level: 'full', people: [{ name: 'Aino', isYou: true, isHolder: true }] })
    expect(JSON.stringify({ ...page, iban: null })).not.toMatch(/sealed|ibanIndex|v1\./)
    const stranger = (await seedHousehold()).viewer
    for (const viewer of [elias, stranger]) {
      await expect(readAccountPage(viewer, { accountId, period: '1m' }, NOW)).rejects.toThrow(AppError)
      await expect(readRunningPage(viewer, { accountId, cursor: null })).rejects.toMatchObject({ code: 'not_found' })
      await expect(renameAccount(viewer, { accountId, name: 'Mine now' })).rejects.toMatchObject({ code: 'not_found' })
    }
    await expect(readAccountPage(aino, { accountId: "x' OR 1=1", period: '1m' }, NOW)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('lets only those with the full right rename, archive and pin', async () => {
    const accountId = await seedAccount({
      householdId: aino.householdId,
      holders: [aino.memberId],
      share: 'view',
      name: 'Bank’s name',
      balanceMinor: 100n,
    })
    await asSystem(aino.householdId, (db) =>
      db.balance.create({
        data: { householdId: aino.householdId, accountId, type: 'ITAV', currency: 'EUR', amountMinor: 900n, observedAt: NOW },
      }),
    )
    for (const change of [
      () => renameAccount(elias, { accountId, name: 'Elias’s' }),
      () => archiveAccount(elias, { accountId, archived: true }),
      () => pinBalance(elias, { accountId, type: 'ITAV' }),
    ]) {
      await expect(change()).rejects.toMatchObject({ code: 'not_allowed' })
    }
    await renameAccount(aino, { accountId, name: '  Savings\u0000 jar ' })
    await pinBalance(aino, { accountId, type: 'ITAV' })
    await expect(pinBalance(aino, { accountId, type: 'NONE' })).rejects.toMatchObject({ code: 'invalid_input' })
    await archiveAccount(aino, { accountId, archived: true })
    const page = await readAccountPage(elias, { accountId, period: '1m' }, NOW)
    expect(page.account).toMatchObject({ name: 'Savings\uFFFD jar', balance: { amount: '9.00' }, balanceType: 'ITAV', isArchived: true })
    await renameAccount(aino, { accountId, name: ' ' })
    await pinBalance(aino, { accountId, type: null })
    expect((await readAccountPage(aino, { accountId, period: '1m' }, NOW)).account).toMatchObject({
      name: 'Bank’s name',
      balance: { amount: '1.00' },
    })
  })
})

function many(count: number): SeedRow[] {
  return Array.from({ length: count }, (_, index) => ({
    day: `2026-10-${String((index % 28) + 1).padStart(2, '0')}`,
    minor: BigInt(index * 7 - 300),
    name: `Row ${index}`,
  }))
}

function cents(amount: string | undefined): bigint {
  return BigInt((amount ?? '').replace('.', ''))
}
