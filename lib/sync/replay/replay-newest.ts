import { applyBatch } from '@/lib/accounts/store'
import type { FetchedRow } from '@/lib/accounts/store-rows'
import { STORED_COLUMNS, toStoredRow, type FoundRow } from '@/lib/accounts/stored-row'
import { utcDay } from '@/lib/core/iso-date'
import { reconcile } from '@/lib/sync/match/reconcile'
import type { ReplayContext } from './replay-context'
import type { KeptList } from './replay-lists'
import type { MatchedList } from './replay-match'
import type { RowWords } from './replay-memory'

/** Notes what a list says of kept rows. Words that are derived can be better although the bank's facts are the same. */
export async function noteNewest(
  { memory, newest }: ReplayContext,
  { matches, unchanged }: Pick<MatchedList, 'matches' | 'unchanged'>,
): Promise<void> {
  const said = matches.flatMap((match): [string, FetchedRow, boolean][] => {
    const { row } = match
    if (match.kind === 'same')
      return [[match.stored.id, row, match.stored.factsHash === row.evidence.factsHash && match.stored.status === row.evidence.status]]
    const id = match.kind === 'ignored' && match.why === 'unchanged' ? unchanged.get(row) : undefined
    return id === undefined ? [] : [[id, row, true]]
  })
  const kept = await memory.readWords(said.map(([id]) => id))
  for (const [id, row, hasSameFacts] of said) {
    if (hasSameFacts && hasSameWords(row, kept.get(id))) newest.delete(id)
    else newest.set(id, row)
  }
}

function hasSameWords({ clean, counterpartyIndex }: FetchedRow, kept: RowWords | undefined): boolean {
  if (!kept || kept.name !== clean.name || kept.description !== clean.description) return false
  return kept.category === clean.category && kept.counterpartyIndex === counterpartyIndex
}

/** Once all lists were seen: writes what was noted. What people wrote stays, and totals follow. */
export async function writeNewest({ db, householdId, accountId, vault, memory, newest }: ReplayContext, last: KeptList): Promise<void> {
  const ids = [...newest.keys()]
  if (ids.length === 0) return
  const found = await db.$queryRaw<FoundRow[]>`
    SELECT ${STORED_COLUMNS} FROM transaction t WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid AND t.id = ANY (${ids}::uuid[])`
  const none = new Set<string>()
  const matches = found.map((row) => {
    const stored = { ...toStoredRow(row, none), hasReference: false, factsHash: '' }
    return { kind: 'same' as const, row: newest.get(row.id)!, stored, newReference: null, newContent: null }
  })
  const writes = reconcile(matches, utcDay(last.fetchedAt))
  await memory.remember(writes.updates.map(({ id }) => id))
  await applyBatch(db, { householdId, accountId, runId: last.runId, vault, now: last.fetchedAt }, writes)
}
