import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { asViewer } from '@/lib/db'
import { createTestDatabase } from '@/lib/testing/database'
import { seedHousehold, seedMember, type SeededHousehold } from '@/lib/testing/household'
import { changeRole, listMembers, removeMember, renameHousehold } from './members'
import type { Viewer } from './viewer'

let home: SeededHousehold
let adult: Viewer

beforeAll(async () => {
  await createTestDatabase()
})

beforeEach(async () => {
  home = await seedHousehold()
  adult = await seedMember(home.householdId, 'adult')
})

const roles = async () => Object.fromEntries((await listMembers(home.viewer)).map(({ id, role }) => [id, role]))

describe('the members of a household', () => {
  it('get another role from an owner', async () => {
    await changeRole(home.viewer, { memberId: adult.memberId, role: 'viewer' })
    expect((await roles())[adult.memberId]).toBe('viewer')
    await changeRole(home.viewer, { memberId: adult.memberId, role: 'owner' })
    expect((await roles())[adult.memberId]).toBe('owner')
  })

  it('always have an owner among them', async () => {
    const last = { memberId: home.memberId, role: 'adult' } as const
    await expect(changeRole(home.viewer, last)).rejects.toMatchObject({ code: 'conflict' })
    await expect(removeMember(home.viewer, home.memberId)).rejects.toMatchObject({ code: 'conflict' })
    await changeRole(home.viewer, { memberId: adult.memberId, role: 'owner' })
    await changeRole(home.viewer, last)
    await expect(removeMember(adult, adult.memberId)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('keep one owner when two owners remove each other at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const one = await seedHousehold()
      const other = await seedMember(one.householdId, 'owner')
      await Promise.allSettled([removeMember(one.viewer, other.memberId), removeMember(other, one.memberId)])
      const left = await Promise.all([listMembers(one.viewer), listMembers(other)])
      expect(Math.max(...left.map((members) => members.filter(({ role }) => role === 'owner').length))).toBe(1)
    }
  })

  it('are nobody here once removed, and see nothing from the next statement on', async () => {
    expect(await asViewer(adult, (db) => db.member.count())).toBe(2)
    await removeMember(home.viewer, adult.memberId)
    expect(await asViewer(adult, (db) => db.member.count())).toBe(0)
    expect(await listMembers(adult)).toEqual([])
    expect(await listMembers(home.viewer)).toHaveLength(1)
  })

  it('of another household are not there', async () => {
    const stranger = await seedHousehold()
    for (const memberId of [adult.memberId, 'not an id', '00000000-0000-7000-8000-000000000000']) {
      await expect(removeMember(stranger.viewer, memberId)).rejects.toMatchObject({ code: 'not_found' })
      await expect(changeRole(stranger.viewer, { memberId, role: 'owner' })).rejects.toMatchObject({ code: 'not_found' })
    }
    await renameHousehold(stranger.viewer, 'Elsewhere')
    expect(await asViewer(home.viewer, (db) => db.household.findFirstOrThrow({ select: { name: true } }))).toEqual({
      name: 'Test household',
    })
  })
})
