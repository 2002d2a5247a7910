import type { Because, FetchedRow, Known, Review, StoredRow } from '@/lib/accounts/store-rows'
import type { Delivery } from './delivery'

/** What a fetched row is to what we keep. A row put off until the delivery is complete has no match yet. */
export type Match =
  | {
      readonly kind: 'insert'
      readonly id: string
      readonly row: FetchedRow
      /** How many rows of the same content the account already has. */
      readonly occurrence: number
      /** Occurrence of its reference, or null when the reference is not recorded. */
      readonly reference: number | null
      /** Occurrence of its transaction id, or null when that is not recorded. */
      readonly hint: number | null
      /** The pending row whose place it takes. */
      readonly supersedes: StoredRow | null
      /** The booking that was there before this pending row. */
      readonly supersededBy: string | null
      readonly because: Because | null
      readonly review: Review | null
    }
  | {
      readonly kind: 'same'
      readonly row: FetchedRow
      readonly stored: StoredRow
      readonly newReference: number | null
      readonly newContent: number | null
    }
  | { readonly kind: 'end'; readonly row: FetchedRow; readonly stored: StoredRow }
  | { readonly kind: 'ignored'; readonly row: FetchedRow; readonly why: 'unchanged' | 'resent' | 'duplicate' | 'nothing_to_end' | 'held' }

export type MatchContext = { readonly delivery: Delivery; readonly known: Known; readonly newId: () => string; readonly isLast: boolean }

/** Takes a stored row for this one, and notes what of the row's evidence it did not have yet. */
export function claim({ delivery, known }: MatchContext, row: FetchedRow, stored: StoredRow): Match {
  const { status, content, reference } = row.evidence
  delivery.claimed.set(stored.id, content)
  if (stored.isSuperseded) return { kind: 'ignored', row, why: 'resent' }
  if (isEnd(status)) return known.held.has(stored.id) ? { kind: 'ignored', row, why: 'held' } : { kind: 'end', row, stored }
  const sameContent = known.byContent.get(content) ?? []
  const newContent = sameContent.some(({ id }) => id === stored.id) ? null : addTo(known.byContent, content, stored)
  const holders = reference ? (known.byReference.get(reference) ?? []) : []
  const isNewReference = reference !== null && delivery.trust !== 'unstable' && !holders.some(({ id }) => id === stored.id)
  return { kind: 'same', row, stored, newContent, newReference: isNewReference ? addTo(known.byReference, reference, stored) : null }
}

/** The bank says a pending row is over. */
export function isEnd(status: StoredRow['status']): boolean {
  return status === 'CNCL' || status === 'RJCT'
}

/** @returns the occurrence number the row gets */
export function addTo(map: Map<string, StoredRow[]>, key: string, row: StoredRow): number {
  const rows = map.get(key)
  if (rows) return rows.push(row) - 1
  map.set(key, [row])
  return 0
}
