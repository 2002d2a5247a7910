import { parseStoredDetail } from '@/lib/accounts/stored-detail'
import { lookUpRows } from '@/lib/accounts/store-lookup'
import type { FetchedRow, StoredRow, Superseding } from '@/lib/accounts/store-rows'
import { STORED_COLUMNS, toStoredRow, type FoundRow } from '@/lib/accounts/stored-row'
import { isBooked } from '@/lib/core/iso-20022'
import { addDays } from '@/lib/core/iso-date'
import { newId } from '@/lib/core/id'
import { canTrust, type Delivery } from '@/lib/sync/match/delivery'
import { matchBatch } from '@/lib/sync/match/match'
import type { Match } from '@/lib/sync/match/match-claim'
import type { ReplayContext } from './replay-context'
import type { KeptList } from './replay-lists'
import { pairRows, type LooseRow } from './replay-pair'

type Matching = { readonly list: KeptList; readonly rows: readonly FetchedRow[]; readonly delivery: Delivery; readonly isWhole: boolean }

export type MatchedList = {
  readonly matches: readonly Match[]
  /** Rows that are kept exactly as the list has them, with the id they are kept under. */
  readonly unchanged: ReadonlyMap<FetchedRow, string>
  /** Pending rows whose place a kept row takes. */
  readonly supersedings: readonly Superseding[]
}

/** All of a list at once: nothing is decided about a row before every other row had its chance. */
export async function matchKeptList(context: ReplayContext, { list, rows, delivery, isWhole }: Matching): Promise<MatchedList> {
  const { db, householdId, accountId } = context
  const reading = { claimed: delivery.claimed, canTrust: canTrust(delivery), runId: list.runId }
  const known = await lookUpRows(db, { householdId, accountId }, rows, reading)
  const matching = { delivery, known, newId: () => newId(list.fetchedAt) }
  const matches = matchBatch(matching, rows)
  if (isWhole) matches.push(...matchBatch(matching, delivery.deferred.splice(0), { isLast: true }))
  const inserts = matches.flatMap((match) => (match.kind === 'insert' ? [match] : []))
  if (inserts.length === 0) return { matches, unchanged: known.unchanged, supersedings: [] }
  const loose = await listLoose(context, { list, delivery, rows: inserts.map(({ row }) => row) })
  const rowsLeft = inserts.map(({ row }) => row)
  const pairs = pairRows(
    rowsLeft,
    loose.map(({ row }) => row),
  )
  const taken = takeForKept(delivery, matches, { pairs, stored: new Map(loose.map(({ row, stored }) => [row.id, stored])) })
  return { ...taken, unchanged: known.unchanged }
}

/** Would-be new rows that are kept ones read better: they bring their evidence and what they say to the row there is. */
function takeForKept(
  delivery: Delivery,
  matches: readonly Match[],
  { pairs, stored }: { pairs: ReadonlyMap<FetchedRow, string>; stored: ReadonlyMap<string, StoredRow> },
): Omit<MatchedList, 'unchanged'> {
  const keptFor = new Map<string, string>()
  const supersedings: Superseding[] = []
  const taken = matches.map((match): Match => {
    const kept = match.kind === 'insert' ? stored.get(pairs.get(match.row) ?? '') : undefined
    if (match.kind !== 'insert' || !kept) return match
    keptFor.set(match.id, kept.id)
    delivery.claimed.delete(match.id)
    delivery.claimed.set(kept.id, match.row.evidence.content)
    if (match.supersedes && match.because) supersedings.push({ pendingId: match.supersedes.id, id: kept.id, because: match.because })
    return { kind: 'same', row: match.row, stored: kept, newReference: match.reference, newContent: match.occurrence }
  })
  const behind = taken.map((match) =>
    match.kind === 'insert' && match.supersededBy
      ? { ...match, supersededBy: keptFor.get(match.supersededBy) ?? match.supersededBy }
      : match,
  )
  return { matches: behind, supersedings }
}

/** How far the day of a row may move with a better mapping. */
const DAYS_MOVED_MAX = 10

/** Rows that were known when the list came, that it may have held, and that nothing of it is known to be. */
async function listLoose(
  context: ReplayContext,
  { list, delivery, rows }: { list: KeptList; delivery: Delivery; rows: readonly FetchedRow[] },
): Promise<{ row: LooseRow; stored: StoredRow }[]> {
  const { db, householdId, accountId, vault } = context
  const days = rows.flatMap(({ evidence }) => evidence.day ?? []).sort()
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return []
  const found = await db.$queryRaw<(FoundRow & { sealedDetail: string })[]>`
    SELECT ${STORED_COLUMNS}, t.sealed_detail AS "sealedDetail" FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid AND t.superseded_by_id IS NULL
       AND t.effective_date BETWEEN ${addDays(first, -DAYS_MOVED_MAX)}::date AND ${addDays(last, DAYS_MOVED_MAX)}::date
       AND t.first_seen_at <= ${list.fetchedAt}::timestamptz AND t.id <> ALL (${[...delivery.claimed.keys()]}::uuid[])
     ORDER BY t.id`
  const none = new Set<string>()
  return found.map((row) => {
    const { id, currency, day, amountMinor: minor } = row
    const detail = parseStoredDetail(vault.open({ table: 'transaction', column: 'sealed_detail', rowId: id }, row.sealedDetail))
    // What is read now is another thing than what was kept.
    const stored = { ...toStoredRow(row, none), hasReference: false, factsHash: '' }
    return { row: { id, isBooked: isBooked(row.status), minor, currency, day, detail }, stored }
  })
}
