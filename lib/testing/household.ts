import { asSystem, enterHousehold } from '@/lib/db'
import { newId } from '@/lib/core/id'
import type { HouseholdRole, Viewer } from '@/lib/households/viewer'

export type SeededHousehold = {
  readonly householdId: string
  readonly memberId: string
  readonly userId: string
  readonly loginSessionId: string
  /** The household's owner. */
  readonly viewer: Viewer
}

type Overrides = {
  readonly name?: string
  readonly baseCurrency?: string
  readonly memberName?: string
  readonly email?: string
  readonly locale?: string
  readonly formatLocale?: string
  readonly timeZone?: string
}

/** A household with one owner who is signed in. */
export async function seedHousehold(overrides: Overrides = {}): Promise<SeededHousehold> {
  const { name = 'Test household', baseCurrency = 'EUR' } = overrides
  const householdId = newId()
  await asSystem(householdId, (db) => db.household.create({ data: { id: householdId, name, baseCurrency } }))
  const viewer = await seedMember(householdId, 'owner', overrides)
  const { memberId, userId, loginSessionId } = viewer
  return { householdId, memberId, userId, loginSessionId, viewer }
}

/** One more member of a household, signed in. The only place outside lib/auth where a `Viewer` comes from. */
export async function seedMember(householdId: string, role: HouseholdRole, overrides: Overrides = {}): Promise<Viewer> {
  const [memberId, userId, loginSessionId] = [newId(), newId(), newId()]
  const {
    memberName = `A ${role}`,
    email = `${userId}@example.org`,
    locale = 'en',
    formatLocale = 'en-GB',
    timeZone = 'Europe/Helsinki',
  } = overrides
  return asSystem(householdId, async (db) => {
    await enterHousehold(db, householdId)
    const household = await db.household.findUniqueOrThrow({ where: { id: householdId } })
    const passwordHash = 'no password opens this'
    await db.user.create({ data: { id: userId, householdId, email, name: memberName, passwordHash, locale, formatLocale, timeZone } })
    await db.member.create({ data: { householdId, id: memberId, userId, name: memberName, role } })
    const expiresAt = new Date(Date.now() + 30 * 86_400_000)
    await db.loginSession.create({ data: { id: loginSessionId, householdId, userId, tokenHash: `hash of ${loginSessionId}`, expiresAt } })
    const { name: householdName, baseCurrency } = household
    const facts = {
      userId,
      memberId,
      householdId,
      householdName,
      name: memberName,
      role,
      baseCurrency,
      locale,
      formatLocale,
      timeZone,
      loginSessionId,
    }
    return facts as unknown as Viewer
  })
}
