import { asNobody } from '@/lib/db'

/** The household of exactly this name, for the operator's command line; null when there is none or more than one. */
export async function findHouseholdId(name: string): Promise<string | null> {
  const rows = await asNobody((db) => db.$queryRaw<{ id: string }[]>`SELECT id::text FROM saldo_find_households(${name})`)
  return rows.length === 1 ? rows[0]!.id : null
}
