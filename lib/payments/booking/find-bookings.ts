import { asNobody, asSystem, Prisma, type Db } from '@/lib/db'
import { enqueue } from '@/lib/jobs'
import { log } from '@/lib/log'
import { lockMatching } from './lock-matching'
import { matchBookings } from './match-booking'
import { moveToOwnIds } from './move-to-own-ids'
import { LOOKED_FOR_DAYS, readMatching } from './read-matching'
import { storeBookings } from './store-bookings'

/**
 * Looks for the booked debits of all households' open payments. A household that fails does not keep the others from theirs.
 * Acts for the system; the clock calls it every minute.
 */
export async function matchPayments(now: Date): Promise<{ found: number }> {
  const since = new Date(now.getTime() - LOOKED_FOR_DAYS * 86_400_000)
  const households = await asNobody(
    (db) => db.$queryRaw<{ id: string }[]>`SELECT household_id::text AS id FROM saldo_households_with_open_payments(${since}::timestamptz)`,
  )
  let found = 0
  for (const { id } of households) {
    try {
      found += (await findBookings(id, now)).found
    } catch (error) {
      log.error('debits of payments could not be looked for', { householdId: id, error })
    }
  }
  if (found > 0) log.info('debits of payments found', { count: found })
  return { found }
}

/** Looks for the booked debits of one household's payments. Harmless at any time and any number of times at once. */
export function findBookings(householdId: string, now: Date): Promise<{ found: number }> {
  return asSystem(householdId, async (db) => {
    await lockMatching(db, householdId)
    await followRows(db, householdId)
    const { moved, isAnyDoubtful } = await moveToOwnIds(db, householdId, now)
    const { found } = matchBookings(await readMatching(db, householdId, now))
    if (isAnyDoubtful || found.some(({ because }) => because !== 'end_to_end_id')) await lookAgain(db, householdId, now)
    return { found: await storeBookings(db, { householdId, found, moved, memberId: null, now }) }
  })
}

const AGAIN_MS = 3_600_000

/** Better evidence may come when nothing of the household is open any more, and the clock passes it by. */
async function lookAgain(db: Db, householdId: string, now: Date): Promise<void> {
  const [key, runAt] = [`find-bookings:${householdId}`, new Date(now.getTime() + AGAIN_MS)]
  await enqueue(db, 'find-bookings', { householdId }, { key, runAt, isPatient: true })
}

/** A row that stepped back in favour of another takes its booking there; one that is booked no more has none. */
async function followRows(db: Db, householdId: string): Promise<void> {
  const gone = Prisma.sql`t.household_id = b.household_id AND t.id = b.transaction_id AND b.household_id = ${householdId}::uuid`
  await db.$executeRaw`
    UPDATE payment_booking b SET transaction_id = t.superseded_by_id FROM transaction t
     WHERE ${gone} AND t.superseded_by_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM payment_booking o WHERE o.household_id = b.household_id AND o.transaction_id = t.superseded_by_id)`
  await db.$executeRaw`
    DELETE FROM payment_booking b USING transaction t WHERE ${gone} AND (t.superseded_by_id IS NOT NULL OR t.status <> 'BOOK')`
}
