import type { Db } from '@/lib/db'

/**
 * Debits of a household are given to its payments one transaction at a time: two that see the same rows would give them twice. Taken
 * before any payment is locked, so that nobody waits for who waits for them.
 */
export async function lockMatching(db: Db, householdId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('saldo match payments ' || ${householdId}, 0))`
}
