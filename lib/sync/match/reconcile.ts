import { hintOf } from '@/lib/accounts/evidence'
import type { BatchWrites, ChangedRow, FetchedRow, NewEvidence, NewRow, StoredRow, TotalChange } from '@/lib/accounts/store-rows'
import { addToTotals } from '@/lib/accounts/totals'
import { isBooked } from '@/lib/core/iso-20022'
import type { IsoDate } from '@/lib/core/iso-date'
import type { Match } from './match-claim'

/** Turns matches into the least that has to be written: an unchanged row writes nothing. */
export function reconcile(matches: readonly Match[], today: IsoDate): BatchWrites {
  const inserts: NewRow[] = []
  const updates: ChangedRow[] = []
  const ends: { id: string; status: StoredRow['status'] }[] = []
  const evidence: NewEvidence[] = []
  const totals = new Map<string, TotalChange>()
  for (const match of matches) {
    if (match.kind === 'insert') {
      const { id, row, supersedes, supersededBy, because, review } = match
      const effectiveDate = row.evidence.day ?? today
      inserts.push({ id, row, effectiveDate, supersedes: supersedes?.id ?? null, supersededBy, because, review })
      evidence.push(...evidenceOf(match))
      const category = supersedes?.hasUserCategory ? supersedes.countedCategory : row.clean.category
      if (isBooked(row.evidence.status)) addToTotals(totals, bookedFacts(row, effectiveDate, category), 1)
    } else if (match.kind === 'same') {
      const { row, stored } = match
      evidence.push(...newEvidenceOf(match))
      if (isUnchanged(row, stored)) continue
      const effectiveDate = row.evidence.day ?? stored.effectiveDate
      updates.push({ id: stored.id, row, effectiveDate })
      if (isBooked(stored.status)) addToTotals(totals, storedFacts(stored), -1)
      const category = stored.hasUserCategory ? stored.countedCategory : row.clean.category
      if (isBooked(row.evidence.status)) addToTotals(totals, bookedFacts(row, effectiveDate, category), 1)
    } else if (match.kind === 'end' && match.stored.status !== match.row.evidence.status) {
      ends.push({ id: match.stored.id, status: match.row.evidence.status })
    }
  }
  return { inserts, updates, ends, evidence, supersedings: [], reviews: [], totals: [...totals.values()].filter(isChange) }
}

function isUnchanged(row: FetchedRow, stored: StoredRow): boolean {
  return stored.factsHash === row.evidence.factsHash && stored.status === row.evidence.status
}

function isChange({ inMinor, outMinor, count }: TotalChange): boolean {
  return inMinor !== 0n || outMinor !== 0n || count !== 0
}

function evidenceOf({ id, row, occurrence, reference, hint }: Extract<Match, { kind: 'insert' }>): NewEvidence[] {
  const { evidence } = row
  const found: NewEvidence[] = [{ kind: 'c', value: evidence.content, occurrence, transactionId: id }]
  if (evidence.reference && reference !== null)
    found.push({ kind: 'r', value: evidence.reference, occurrence: reference, transactionId: id })
  const hinted = hint === null ? null : hintOf(row.transaction)
  if (hint !== null && hinted !== null) found.push({ kind: 't', value: hinted, occurrence: hint, transactionId: id })
  return found
}

function newEvidenceOf({ row, stored, newReference, newContent }: Extract<Match, { kind: 'same' }>): NewEvidence[] {
  const found: NewEvidence[] = []
  if (newContent !== null) found.push({ kind: 'c', value: row.evidence.content, occurrence: newContent, transactionId: stored.id })
  if (newReference !== null && row.evidence.reference) {
    found.push({ kind: 'r', value: row.evidence.reference, occurrence: newReference, transactionId: stored.id })
  }
  return found
}

type BookedFacts = Parameters<typeof addToTotals>[1]

function bookedFacts(row: FetchedRow, day: IsoDate, category: string | null): BookedFacts {
  return { day, category, currency: row.transaction.amount.currency, minor: row.transaction.amount.minor }
}

function storedFacts(stored: StoredRow): BookedFacts {
  return { day: stored.effectiveDate, category: stored.countedCategory, currency: stored.currency, minor: stored.amountMinor }
}
