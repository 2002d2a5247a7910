import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { findHouseholdId } from '@/lib/households/find-household'
import type { Viewer } from '@/lib/households/viewer'

/**
 * The first owner of a household, for the operator's command line: whoever can run it has the database anyway. It stands
 * for no login session. Null when no household, or more than one, has this name, or it has no owner.
 */
export async function operatorViewer(householdName: string): Promise<Viewer | null> {
  const householdId = await findHouseholdId(householdName)
  if (!householdId) return null
  return asSystem(householdId, async (db) => {
    const household = await db.household.findUniqueOrThrow({ where: { id: householdId } })
    const owner = await db.member.findFirst({
      where: { householdId, role: 'owner', removedAt: null, userId: { not: null } },
      orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }],
    })
    const user = owner?.userId ? await db.user.findUnique({ where: { id: owner.userId } }) : null
    if (!owner || !user) return null
    const { locale, formatLocale, timeZone } = user
    const facts = {
      householdId,
      householdName,
      baseCurrency: household.baseCurrency,
      memberId: owner.id,
      userId: user.id,
      name: owner.name,
      role: 'owner',
    }
    return { ...facts, locale, formatLocale, timeZone, loginSessionId: newId() } as unknown as Viewer
  })
}
