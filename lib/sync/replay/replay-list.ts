import { IBAN_INDEX } from '@/lib/accounts/blind-index'
import { applyBatch } from '@/lib/accounts/store'
import { toFetchedRow, type FetchedRow } from '@/lib/accounts/store-rows'
import { storeSetAside } from '@/lib/accounts/store-set-aside'
import { BankError } from '@/lib/banking/errors'
import type { RejectedRow, TransactionsPage } from '@/lib/banking/port'
import { getKeptReader } from '@/lib/banking/registry'
import { isBooked } from '@/lib/core/iso-20022'
import { utcDay } from '@/lib/core/iso-date'
import { openDelivery } from '@/lib/sync/match/delivery'
import { openRawPage } from '@/lib/sync/read/raw-pages'
import { reconcile } from '@/lib/sync/match/reconcile'
import type { ReplayContext } from './replay-context'
import type { KeptList } from './replay-lists'
import { matchKeptList } from './replay-match'
import { noteNewest } from './replay-newest'

/**
 * Brings one kept list in once more, by the mapping and matching of today, as the run that read it would have: rows that are
 * new, and evidence. What is said of rows is only noted, because a newer list may say otherwise. Announced rows are taken from
 * the newest list that names them alone, and none is ended: what they have become since, older lists cannot know.
 */
export async function replayList(context: ReplayContext, list: KeptList, { isNewest }: { isNewest: boolean }): Promise<void> {
  const { db, householdId, accountId, vault, memory } = context
  const { rows, rejected, isWhole } = await readList(context, list)
  const delivery = openDelivery(context.trust, list.days)
  const booked = isNewest ? rows : rows.filter(({ evidence }) => isBooked(evidence.status))
  const { matches, unchanged, supersedings } = await matchKeptList(context, { list, rows: booked, delivery, isWhole })
  await noteNewest(context, { matches, unchanged })
  const today = utcDay(list.fetchedAt)
  const writes = reconcile(
    matches.filter(({ kind }) => kind !== 'same'),
    today,
  )
  const found = reconcile(
    matches.filter(({ kind }) => kind === 'same'),
    today,
  )
  const pendingIds = [...writes.inserts.flatMap(({ supersedes }) => supersedes ?? []), ...supersedings.map(({ pendingId }) => pendingId)]
  await memory.remember([...pendingIds, ...writes.ends.map(({ id }) => id)])
  memory.noteNew(writes.inserts.map(({ id }) => id))
  const batch = { householdId, accountId, runId: list.runId, vault, now: list.fetchedAt }
  const evidence = [...writes.evidence, ...found.evidence]
  await applyBatch(db, batch, { ...writes, evidence, supersedings: [...writes.supersedings, ...supersedings] })
  context.setAside += await storeSetAside(db, batch, rejected)
  for (const id of delivery.claimed.keys()) context.held.add(id)
}

type ReadKept = { readonly rows: FetchedRow[]; readonly rejected: RejectedRow[]; readonly isWhole: boolean }

async function readList(context: ReplayContext, list: KeptList): Promise<ReadKept> {
  const { vault, holderName } = context
  const rowContext = { holderName, blindIban: (iban: string) => vault.blindIndex(IBAN_INDEX, iban) }
  const read: ReadKept = { rows: [], rejected: [], isWhole: false }
  let isWhole = list.hasStart
  let last: TransactionsPage | null = null
  for (const kept of list.pages) {
    const page = findPage(list.connectorId, await openRawPage(vault, kept))
    if (page) {
      read.rows.push(...page.transactions.map((transaction) => toFetchedRow(transaction, rowContext)))
      read.rejected.push(...page.rejected)
    } else {
      context.unreadableRuns.add(list.runId)
      context.unreadable += 1
      isWhole = false
    }
    last = page
  }
  return { ...read, isWhole: isWhole && last !== null && last.continuationKey === null }
}

/** A page that cannot be believed brings nothing, then as now. */
function findPage(connectorId: string, raw: string): TransactionsPage | null {
  try {
    return getKeptReader(connectorId).readPage(raw)
  } catch (error) {
    if (error instanceof BankError) return null
    throw error
  }
}
