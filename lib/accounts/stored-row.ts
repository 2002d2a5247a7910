import { normaliseStatus } from '@/lib/core/iso-20022'
import type { IsoDate } from '@/lib/core/iso-date'
import { Prisma } from '@/lib/db'
import type { StoredRow } from './store-rows'

export type FoundRow = {
  readonly id: string
  readonly status: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly day: string
  readonly factsHash: string
  readonly supersededById: string | null
  readonly name: string
  readonly counterpartyIndex: string | null
  readonly balanceAfterMinor: bigint | null
  readonly category: string | null
  readonly userCategory: string | null
}

export const STORED_COLUMNS = Prisma.sql`t.id::text, t.status, t.amount_minor AS "amountMinor", t.currency, t.effective_date::text AS day,
  t.facts_hash AS "factsHash", t.superseded_by_id::text AS "supersededById", t.name, t.counterparty_index AS "counterpartyIndex",
  t.balance_after_minor AS "balanceAfterMinor", t.category, t.user_category AS "userCategory"`

/** @param referenced ids of rows that have a reference; may be filled later */
export function toStoredRow(row: FoundRow, referenced: ReadonlySet<string>): StoredRow {
  const { id, amountMinor, currency, factsHash, name, counterpartyIndex, balanceAfterMinor, category, userCategory } = row
  return {
    ...{ id, amountMinor, currency, factsHash, name, counterpartyIndex, balanceAfterMinor },
    get hasReference() {
      return referenced.has(id)
    },
    status: normaliseStatus(row.status),
    effectiveDate: row.day as IsoDate,
    isSuperseded: row.supersededById !== null,
    countedCategory: userCategory ?? category,
    hasUserCategory: userCategory !== null,
  }
}
