import { asSystem } from '@/lib/db'

/**
 * Closes a trip to a bank that nobody came back from. Queued with the trip itself, for after its state has run out, so
 * that none stays pending. A code that was exchanged while our side broke down left no credentials here: nothing to end.
 */
export async function giveUpPending(
  { householdId, bankSessionId }: { householdId: string; bankSessionId: string },
  now: Date,
): Promise<void> {
  await asSystem(householdId, (db) =>
    db.bankSession.updateMany({
      where: { householdId, id: bankSessionId, status: 'pending' },
      data: { status: 'failed', endedAt: now, endReason: 'abandoned' },
    }),
  )
}
