import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '@/lib/core/id'
import { asSystem, asViewer } from '@/lib/db'
import { createTestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember, type SeededHousehold } from '@/lib/testing/household'
import { includeInTotals, requireAccountLevel, shareAccount, visibleAccountWhere, type AccountLevel, type AccountShare } from './access'
import type { Viewer } from './viewer'

let home: SeededHousehold
let holder: Viewer
const others: Record<string, Viewer> = {}
const accounts: Record<string, string> = {}

beforeAll(async () => {
  await createTestDatabase()
  home = await seedHousehold()
  holder = await seedMember(home.householdId, 'adult')
  others.owner = home.viewer
  others.adult = await seedMember(home.householdId, 'adult')
  others.viewer = await seedMember(home.householdId, 'viewer')
  others.stranger = (await seedHousehold()).viewer
  for (const share of ['none', 'view', 'annotate', 'full'] as const) accounts[share] = await seedAccount(holder, share)
})

async function seedAccount(viewer: Viewer, share: AccountShare, choice = 'kept'): Promise<string> {
  const [householdId, id] = [viewer.householdId, newId()]
  const facts = { aspspName: 'Saaristo Bank', aspspCountry: 'FI', bankName: 'Current', cashAccountType: 'CACC', currency: 'EUR' }
  await asSystem(householdId, async (db) => {
    await db.account.create({ data: { householdId, id, ...facts, share, choice } })
    await db.accountAccess.create({ data: { householdId, accountId: id, memberId: viewer.memberId, holder: true } })
  })
  return id
}

async function levelOf(viewer: Viewer, accountId: string, needed: AccountLevel): Promise<string> {
  return asViewer(viewer, (db) => requireAccountLevel(db, viewer, accountId, needed)).catch((error: { code: string }) => error.code)
}

describe('requireAccountLevel', () => {
  it.each([
    ['owner', 'none', ['not_found', 'not_found', 'not_found']],
    ['owner', 'view', ['view', 'not_allowed', 'not_allowed']],
    ['owner', 'annotate', ['annotate', 'annotate', 'not_allowed']],
    ['owner', 'full', ['full', 'full', 'full']],
    ['adult', 'none', ['not_found', 'not_found', 'not_found']],
    ['adult', 'full', ['full', 'full', 'full']],
    ['viewer', 'none', ['not_found', 'not_found', 'not_found']],
    ['viewer', 'full', ['view', 'not_allowed', 'not_allowed']],
    ['stranger', 'full', ['not_found', 'not_found', 'not_found']],
  ])('answers %s of an account shared as %s: %j', async (who, share, expected) => {
    const needed = ['view', 'annotate', 'full'] as const
    const viewer = others[who]!
    expect(await Promise.all(needed.map((level) => levelOf(viewer, accounts[share]!, level)))).toEqual(expected)
  })

  it('says the same of an account that is not theirs and one that is not there', async () => {
    const answers = await Promise.all([accounts.none!, newId(), 'nonsense', '', "' OR 1=1"].map((id) => levelOf(others.adult!, id, 'view')))
    expect(new Set(answers)).toEqual(new Set(['not_found']))
  })
})

describe('visibleAccountWhere', () => {
  it('lists own and shared accounts that are kept, archived ones on request', async () => {
    const list = (viewer: Viewer, includeArchived = false) =>
      asViewer(viewer, async (db) => {
        const rows = await db.account.findMany({ where: visibleAccountWhere(viewer, { includeArchived }), select: { id: true } })
        return rows.map(({ id }) => id).sort()
      })
    await seedAccount(holder, 'full', 'offered')
    await seedAccount(holder, 'full', 'declined')
    expect(await list(holder)).toEqual(Object.values(accounts).sort())
    expect(await list(others.adult!)).toEqual([accounts.view!, accounts.annotate!, accounts.full!].sort())
    expect(await list(others.stranger!)).toEqual([])
    const archived = await seedAccount(holder, 'view')
    await asSystem(home.householdId, (db) =>
      db.account.update({ where: { householdId_id: { householdId: home.householdId, id: archived } }, data: { archivedAt: new Date() } }),
    )
    expect(await list(others.adult!)).not.toContain(archived)
    expect(await list(others.adult!, true)).toContain(archived)
  })
})

describe('sharing', () => {
  it('is the holders’ choice alone and holds from the next statement on', async () => {
    const accountId = await seedAccount(holder, 'none')
    for (const [who, code] of [
      ['owner', 'not_found'],
      ['stranger', 'not_found'],
    ] as const) {
      await expect(shareAccount(others[who]!, { accountId, share: 'full' })).rejects.toMatchObject({ code })
    }
    await shareAccount(holder, { accountId, share: 'full' })
    expect(await levelOf(others.adult!, accountId, 'full')).toBe('full')
    await expect(shareAccount(others.adult!, { accountId, share: 'view' })).rejects.toMatchObject({ code: 'not_allowed' })
    await shareAccount(holder, { accountId, share: 'none' })
    expect(await levelOf(others.adult!, accountId, 'view')).toBe('not_found')
  })

  it('leaves everyone their own choice of what counts in their totals', async () => {
    const accountId = accounts.view!
    await includeInTotals(others.viewer!, { accountId, include: false })
    await includeInTotals(others.viewer!, { accountId, include: false })
    await expect(includeInTotals(others.stranger!, { accountId, include: false })).rejects.toMatchObject({ code: 'not_found' })
    await expect(includeInTotals(others.adult!, { accountId: accounts.none!, include: true })).rejects.toMatchObject({ code: 'not_found' })
    const rows = await asSystem(home.householdId, (db) => db.accountAccess.findMany({ where: { accountId }, orderBy: { holder: 'desc' } }))
    expect(rows.map(({ memberId, holder: holds, includeInTotals: counts }) => ({ memberId, holds, counts }))).toEqual([
      { memberId: holder.memberId, holds: true, counts: true },
      { memberId: others.viewer!.memberId, holds: false, counts: false },
    ])
  })
})
