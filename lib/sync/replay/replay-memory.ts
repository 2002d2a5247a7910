import type { AccountKey } from '@/lib/accounts/store-lookup'
import type { Db } from '@/lib/db'

/** A row as the tables hold it, with the sealed facts it was made from. */
export type RowState = {
  readonly id: string
  readonly status: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly bookingDate: string | null
  readonly valueDate: string | null
  readonly day: string
  readonly name: string
  readonly description: string | null
  readonly category: string | null
  readonly balanceAfterMinor: bigint | null
  readonly counterpartyIndex: string | null
  readonly supersededById: string | null
  readonly sealedDetail: string
  /** A person named, noted, sorted or decided about it. */
  readonly hasPerson: boolean
}

export type RowWords = Pick<RowState, 'id' | 'name' | 'description' | 'category' | 'counterpartyIndex'>

/** What rows of one account were when they were first touched, so that in the end only what differs is a difference. */
export type RowMemory = {
  remember(ids: readonly string[]): Promise<void>
  noteNew(ids: readonly string[]): void
  /** What is derived of them, as they are now. */
  readWords(ids: readonly string[]): Promise<Map<string, RowWords>>
  /** Those of the remembered rows that a person named, noted, sorted or decided about. */
  listWithPerson(ids: readonly string[]): Set<string>
  /** Before (null: new) and after (null: gone), of every row that was touched. */
  compare(): Promise<{ before: RowState | null; after: RowState | null }[]>
}

export function openRowMemory(db: Db, account: AccountKey): RowMemory {
  const before = new Map<string, RowState | null>()
  return {
    async remember(ids) {
      const unknown = ids.filter((id) => !before.has(id))
      for (const [id, state] of await readStates(db, account, unknown)) before.set(id, state)
    },
    noteNew(ids) {
      for (const id of ids) before.set(id, null)
    },
    readWords: (ids) => readWords(db, account, ids),
    listWithPerson: (ids) => new Set(ids.filter((id) => before.get(id)?.hasPerson)),
    async compare() {
      const after = await readStates(db, account, [...before.keys()])
      return [...before].map(([id, state]) => ({ before: state, after: after.get(id) ?? null }))
    },
  }
}

async function readWords(db: Db, { householdId, accountId }: AccountKey, ids: readonly string[]): Promise<Map<string, RowWords>> {
  if (ids.length === 0) return new Map()
  const rows = await db.$queryRaw<RowWords[]>`
    SELECT t.id::text, t.name, t.description, t.category, t.counterparty_index AS "counterpartyIndex"
      FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid AND t.id = ANY (${[...ids]}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

async function readStates(db: Db, { householdId, accountId }: AccountKey, ids: readonly string[]): Promise<Map<string, RowState>> {
  if (ids.length === 0) return new Map()
  const rows = await db.$queryRaw<RowState[]>`
    SELECT t.id::text, t.status, t.amount_minor AS "amountMinor", t.currency, t.booking_date::text AS "bookingDate",
           t.value_date::text AS "valueDate", t.effective_date::text AS day, t.name, t.description, t.category,
           t.balance_after_minor AS "balanceAfterMinor", t.counterparty_index AS "counterpartyIndex",
           t.superseded_by_id::text AS "supersededById", t.sealed_detail AS "sealedDetail",
           (t.user_name IS NOT NULL OR t.user_note IS NOT NULL OR t.user_category IS NOT NULL
             OR EXISTS (SELECT FROM match_decision d WHERE d.household_id = t.household_id AND d.transaction_id = t.id)
             OR EXISTS (SELECT FROM match_decision d WHERE d.household_id = t.household_id AND d.other_id = t.id)) AS "hasPerson"
      FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid AND t.id = ANY (${[...ids]}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}
