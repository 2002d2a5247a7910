import type { FetchedRow } from '@/lib/accounts/store-rows'
import type { Db } from '@/lib/db'
import type { Vault } from '@/lib/vault/vault'
import type { Trust } from '@/lib/sync/match/delivery'
import type { RowMemory } from './replay-memory'

/** What one replay of one account carries around, within its one transaction. */
export type ReplayContext = {
  readonly db: Db
  readonly householdId: string
  readonly accountId: string
  readonly holderName: string | null
  readonly vault: Vault
  readonly trust: Trust
  /** What rows were before this replay first touched them. */
  readonly memory: RowMemory
  /** What the newest list that holds a row says of it, where that is another thing than what is kept. */
  readonly newest: Map<string, FetchedRow>
  /** Kept rows some list holds. */
  readonly held: Set<string>
  /** Runs with a page that cannot be read as a whole, and how many such pages there are. */
  readonly unreadableRuns: Set<string>
  unreadable: number
  /** Rows set aside that were not before. */
  setAside: number
}
