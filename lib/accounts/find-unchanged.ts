import { isBooked } from '@/lib/core/iso-20022'
import type { Db } from '@/lib/db'
import { column } from './store-columns'
import type { FetchedRow } from './store-rows'

/** What is known of the delivery a batch is part of. */
export type Reading = {
  /** Stored rows that rows before this batch were taken for. */
  readonly claimed: ReadonlyMap<string, string>
  readonly canTrust: boolean
  readonly runId: string
}

/**
 * Which booked rows of a batch are kept exactly as sent: same facts under the same reference, or where there is none to trust
 * under the same content, and no other row it could be. One statement that answers with ids alone, because nearly all rows of
 * nearly all readings are these.
 */
export async function findUnchanged(
  db: Db,
  { householdId, accountId }: { householdId: string; accountId: string },
  { rows, reading }: { rows: readonly FetchedRow[]; reading: Reading },
): Promise<Map<FetchedRow, string>> {
  const booked = rows.filter(({ evidence }) => isBooked(evidence.status))
  if (booked.length === 0) return new Map()
  const { canTrust } = reading
  const referenceOf = ({ evidence }: FetchedRow) => (canTrust ? evidence.reference : null)
  const [found] = await db.$queryRaw<{ pairs: string | null }[]>`
    SELECT string_agg(f.id::text || w.n, ',') AS pairs
      FROM unnest(${column(booked.map((row) => (referenceOf(row) === null ? 'c' : 'r')))}::char(1)[],
                  ${column(booked.map((row) => referenceOf(row) ?? row.evidence.content))}::text[],
                  ${column(booked.map(({ evidence }) => evidence.factsHash))}::text[])
             WITH ORDINALITY AS w(kind, value, facts, n)
      JOIN LATERAL (
        SELECT t.id
          FROM transaction_evidence e
          JOIN transaction t ON t.household_id = e.household_id AND t.id = e.transaction_id
         WHERE e.household_id = ${householdId}::uuid AND e.account_id = ${accountId}::uuid AND e.kind = w.kind AND e.value = w.value
           AND t.facts_hash = w.facts AND t.status = 'BOOK' AND t.superseded_by_id IS NULL
           AND (w.kind = 'r' OR NOT ${canTrust}::boolean
             OR NOT EXISTS (SELECT FROM transaction_evidence r
                             WHERE r.household_id = e.household_id AND r.transaction_id = t.id AND r.kind = 'r'))
        OFFSET 0) f ON true`
  return toPairs(booked, found?.pairs ?? '', reading)
}

const UUID_LENGTH = 36

/** Twins lead to one another's rows; these are left to the matcher, which takes each row once. */
function toPairs(booked: readonly FetchedRow[], pairs: string, { claimed }: Reading): Map<FetchedRow, string> {
  const idOf = new Map<number, string>()
  const takers = new Map<string, number>()
  const doubtful = new Set<number>()
  for (const pair of pairs === '' ? [] : pairs.split(',')) {
    const [id, n] = [pair.slice(0, UUID_LENGTH), Number.parseInt(pair.slice(UUID_LENGTH), 10) - 1]
    const other = takers.get(id)
    if (idOf.has(n) || claimed.has(id) || other !== undefined) doubtful.add(n)
    if (other !== undefined) doubtful.add(other)
    idOf.set(n, id)
    takers.set(id, n)
  }
  const unchanged = new Map<FetchedRow, string>()
  for (const [n, id] of idOf) if (!doubtful.has(n)) unchanged.set(booked[n]!, id)
  return unchanged
}
