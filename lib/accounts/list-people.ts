import type { Db } from '@/lib/db'
import { accountLevel, type AccountLevel } from '@/lib/households/access'
import type { Viewer } from '@/lib/households/viewer'

export type PersonWithAccess = { readonly name: string; readonly isYou: boolean; readonly isHolder: boolean; readonly level: AccountLevel }

/** Who of the household can see an account and what they may do with it; holders first. */
export async function listPeople(
  db: Db,
  viewer: Viewer,
  { accountId, share }: { accountId: string; share: string },
): Promise<PersonWithAccess[]> {
  const rows = await db.$queryRaw<{ id: string; name: string; role: Viewer['role']; holder: boolean }[]>`
    SELECT m.id::text, m.name, m.role, coalesce(x.holder, false) AS holder
      FROM member m
      LEFT JOIN account_access x ON x.household_id = m.household_id AND x.member_id = m.id AND x.account_id = ${accountId}::uuid
     WHERE m.household_id = ${viewer.householdId}::uuid AND m.removed_at IS NULL
     ORDER BY coalesce(x.holder, false) DESC, m.joined_at, m.id`
  return rows
    .map(({ id, name, role, holder }) => ({
      name,
      isYou: id === viewer.memberId,
      isHolder: holder,
      level: accountLevel({ holder, share, role }),
    }))
    .filter((person) => person.level !== 'none')
}
