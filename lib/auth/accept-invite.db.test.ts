import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createInvite, listInvites, revokeInvite } from '@/lib/households/invites'
import { listMembers, removeMember } from '@/lib/households/members'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database'
import { seedHousehold, type SeededHousehold } from '@/lib/testing/household'
import { newSecret } from '@/lib/vault/secret'
import { acceptInvite, findOpenInvite } from './accept-invite'
import type { NewUser } from './new-user'
import { removeUser } from './profile'

const NOW = new Date('2026-11-20T09:00:00.000Z')
const DAY = 86_400_000
let turn = 0

let database: TestDatabase
let home: SeededHousehold
let elias: NewUser

beforeAll(async () => {
  database = await createTestDatabase()
})

beforeEach(async () => {
  home = await seedHousehold({ name: 'Koivurinne 4', memberName: 'Aino Virtanen' })
  const display = { locale: 'en', formatLocale: 'fi-FI', timeZone: 'Europe/Helsinki' }
  elias = { name: 'Elias Virtanen', email: `elias${turn++}@koivurinne.example`, password: 'rain on the tin roof', ...display }
})

describe('an invitation', () => {
  it('says who invites where, and makes a member with the role it names', async () => {
    const { token } = await createInvite(home.viewer, { role: 'adult', label: 'Elias' }, NOW)
    expect(await findOpenInvite(token, NOW)).toMatchObject({ householdName: 'Koivurinne 4', inviterName: 'Aino Virtanen', role: 'adult' })
    await acceptInvite(token, elias, NOW)
    const members = await listMembers(home.viewer)
    expect(members.map(({ name, role, isYou }) => `${name}, ${role}${isYou ? ', you' : ''}`).sort()).toEqual([
      'Aino Virtanen, owner, you',
      'Elias Virtanen, adult',
    ])
    expect(await listInvites(home.viewer, NOW)).toEqual([])
  })

  it('works once, also when twenty people use it at the same moment', async () => {
    const { token } = await createInvite(home.viewer, { role: 'viewer', label: 'anyone' }, NOW)
    const people = Array.from({ length: 20 }, (_, i) => ({ ...elias, email: `guest${i}-${elias.email}` }))
    const results = await Promise.allSettled(people.map((person) => acceptInvite(token, person, NOW)))
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    expect(await listMembers(home.viewer)).toHaveLength(2)
    expect(await findOpenInvite(token, NOW)).toBeNull()
  })

  it('is over after seven days, when it is revoked, and for a token nobody made', async () => {
    const { token, id } = await createInvite(home.viewer, { role: 'adult', label: 'Elias' }, NOW)
    expect(await findOpenInvite(token, new Date(NOW.getTime() + 7 * DAY))).toBeNull()
    await expect(acceptInvite(token, elias, new Date(NOW.getTime() + 7 * DAY))).rejects.toMatchObject({ code: 'expired' })
    await revokeInvite(home.viewer, id, NOW)
    await expect(acceptInvite(token, elias, NOW)).rejects.toMatchObject({ code: 'expired' })
    await expect(acceptInvite(newSecret(), elias, NOW)).rejects.toMatchObject({ code: 'expired' })
    await expect(acceptInvite('', elias, NOW)).rejects.toMatchObject({ code: 'expired' })
    expect(await listMembers(home.viewer)).toHaveLength(1)
  })

  it('stays good when the address was taken or the password weak', async () => {
    const { token } = await createInvite(home.viewer, { role: 'adult', label: 'Elias' }, NOW)
    const other = await createInvite(home.viewer, { role: 'adult', label: 'Siiri' }, NOW)
    await acceptInvite(other.token, { ...elias, email: `siiri-${elias.email}` }, NOW)
    await expect(acceptInvite(token, { ...elias, email: `siiri-${elias.email}` }, NOW)).rejects.toMatchObject({ code: 'conflict' })
    await expect(acceptInvite(token, { ...elias, password: 'password1234' }, NOW)).rejects.toMatchObject({ code: 'invalid_input' })
    await acceptInvite(token, elias, NOW)
  })

  it('keeps its token out of the database and its list inside the household', async () => {
    const { token, id } = await createInvite(home.viewer, { role: 'adult', label: 'Elias' }, NOW)
    const rows = await database.ownerQuery<{ row: string }>('SELECT i::text AS row FROM invite i')
    expect(rows.some(({ row }) => row.includes(token))).toBe(false)
    const stranger = await seedHousehold()
    expect(await listInvites(stranger.viewer, NOW)).toEqual([])
    await expect(revokeInvite(stranger.viewer, id, NOW)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('can bring a removed member back with the same address', async () => {
    const { token } = await createInvite(home.viewer, { role: 'adult', label: 'Elias' }, NOW)
    await acceptInvite(token, elias, NOW)
    const member = (await listMembers(home.viewer)).find(({ isYou }) => !isYou)
    const { userId } = await removeMember(home.viewer, member!.id)
    await removeUser(home.viewer, userId!)
    const again = await createInvite(home.viewer, { role: 'viewer', label: 'Elias again' }, NOW)
    await acceptInvite(again.token, elias, NOW)
    expect(await listMembers(home.viewer)).toHaveLength(2)
  })
})
