import type { AuthorizedSession } from '@/lib/banking/port'
import { newId } from '@/lib/core/id'
import { asSystem } from '@/lib/db'
import { seedSession, type SeededSession } from '@/lib/sync/seed-session'

export type BenchHousehold = { readonly householdId: string; readonly memberId: string }

export async function seedBenchHousehold(): Promise<BenchHousehold> {
  const [householdId, memberId] = [newId(), newId()]
  await asSystem(householdId, async (db) => {
    await db.household.create({ data: { id: householdId, name: 'Bench', baseCurrency: 'EUR' } })
    await db.member.create({ data: { householdId, id: memberId, name: 'Bench', role: 'owner' } })
  })
  return { householdId, memberId }
}

export function seedBenchSession(household: BenchHousehold, authorized: AuthorizedSession, now: Date): Promise<SeededSession> {
  return seedSession(household, authorized.accounts, { now, credentials: authorized.credentials })
}
