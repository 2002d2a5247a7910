import { closeDoubts } from '@/lib/accounts/doubted-days'
import { removeRows } from '@/lib/accounts/remove-rows'
import { dropBelieved } from '@/lib/accounts/store-set-aside'
import { lockAccount, type AccountKey } from '@/lib/accounts/store-lookup'
import { getKeptReader } from '@/lib/banking/registry'
import type { Db } from '@/lib/db'
import { openVault } from '@/lib/vault/vault'
import { listKeptPages } from '@/lib/sync/read/raw-pages'
import { findTrust } from '@/lib/sync/match/reference-trust'
import { describeChange, toReplayRow } from './replay-difference'
import { REPLAY_CHANGES_MAX, type ReplayChange, type ReplayDifference } from './replay-dto'
import type { ReplayContext } from './replay-context'
import { replayList } from './replay-list'
import { findWholeRuns, groupIntoLists } from './replay-lists'
import { openRowMemory } from './replay-memory'
import { writeNewest } from './replay-newest'

/**
 * Brings all kept pages of an account in once more, oldest first, through the same matching and writing as a reading, and
 * takes out booked rows that no page holds although every page of the run that brought them is still there. Answers what
 * differs in the end. Writes for real: a preview is this and a rollback.
 */
export async function replayAccount(db: Db, account: AccountKey): Promise<ReplayDifference> {
  await lockAccount(db, account)
  const pages = await listKeptPages(db, account)
  const context = await openContext(db, account)
  const lists = groupIntoLists(pages)
  const newest = lists.findLast(({ params, pages: [first] }) => params.status !== 'BOOK' && first?.operation === 'transactions')
  for (const list of lists) await replayList(context, list, { isNewest: list === newest })
  const last = lists.at(-1)
  if (last) await writeNewest(context, last)
  const whole = await findWholeRuns(db, account, pages)
  const held = await takeOutGone(
    context,
    whole.filter((id) => !context.unreadableRuns.has(id)),
  )
  const connectorByRun = new Map(lists.map(({ runId, connectorId }) => [runId, connectorId]))
  const believed = await dropBelieved(db, context, ({ runId, wire }) => {
    const connectorId = connectorByRun.get(runId)
    return connectorId !== undefined && getKeptReader(connectorId).believes(wire)
  })
  if (believed > 0) await closeDoubts(db, account)
  const changes = await listChanges(context, held)
  const count = (kind: ReplayChange['kind']) => changes.filter((change) => change.kind === kind).length
  const { setAside, unreadable } = context
  return {
    summary: {
      ...{ pages: pages.length, unreadable, setAside, believed },
      ...{ new: count('new'), changed: count('changed'), gone: count('gone'), held: count('held') },
    },
    changes: changes.slice(0, REPLAY_CHANGES_MAX),
    more: Math.max(0, changes.length - REPLAY_CHANGES_MAX),
  }
}

async function openContext(db: Db, account: AccountKey): Promise<ReplayContext> {
  const { householdId, accountId } = account
  const { holderName } = await db.account.findUniqueOrThrow({
    where: { householdId_id: { householdId, id: accountId } },
    select: { holderName: true },
  })
  return {
    ...{ db, householdId, accountId, holderName, vault: await openVault(db, householdId) },
    // What is known of the bank's references today; old lists teach nothing new.
    trust: await findTrust(db, account),
    memory: openRowMemory(db, account),
    newest: new Map(),
    ...{ held: new Set<string>(), unreadableRuns: new Set<string>(), unreadable: 0, setAside: 0 },
  }
}

/** Booked rows that only a misreading can have made. Those a person wrote on stay. @returns the ids that stay */
async function takeOutGone({ db, householdId, accountId, held, memory }: ReplayContext, runIds: readonly string[]): Promise<string[]> {
  const account = { householdId, accountId }
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM transaction
     WHERE household_id = ${householdId}::uuid AND account_id = ${accountId}::uuid AND status = 'BOOK' AND superseded_by_id IS NULL
       AND first_run_id = ANY (${[...runIds]}::uuid[])`
  const gone = rows.flatMap(({ id }) => (held.has(id) ? [] : id))
  if (gone.length === 0) return []
  await memory.remember(gone)
  const written = memory.listWithPerson(gone)
  const removed = gone.filter((id) => !written.has(id))
  const freed = await db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM transaction WHERE household_id = ${householdId}::uuid AND account_id = ${accountId}::uuid
       AND superseded_by_id = ANY (${removed}::uuid[])`
  await memory.remember(freed.map(({ id }) => id))
  await removeRows(db, account, removed)
  return [...written]
}

async function listChanges({ memory, vault }: ReplayContext, heldIds: readonly string[]): Promise<ReplayChange[]> {
  const staying = new Set(heldIds)
  const changes = (await memory.compare()).flatMap((pair): ReplayChange[] => {
    if (pair.after && staying.has(pair.after.id)) return [{ kind: 'held', row: toReplayRow(pair.after) }]
    const change = describeChange(pair, vault)
    return change ? [change] : []
  })
  return changes.sort((a, b) => (a.row.day === b.row.day ? (a.row.id < b.row.id ? 1 : -1) : a.row.day < b.row.day ? 1 : -1))
}
