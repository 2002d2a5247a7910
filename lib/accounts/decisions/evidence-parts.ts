import type { Db } from '@/lib/db'
import type { AccountKey } from '../store-lookup'

/** One piece of evidence of a row, as first seen: `r` the bank's reference, `c` what the row says. */
export type EvidencePiece = {
  readonly kind: 'r' | 'c'
  readonly value: string
  readonly occurrence: number
  readonly runId: string | null
  readonly seenAt: Date
}

/** The references and contents a row is known by, oldest first; in one reading the reference comes first. */
export async function listEvidence(db: Db, { householdId, accountId }: AccountKey, transactionId: string): Promise<EvidencePiece[]> {
  const rows = await db.transactionEvidence.findMany({
    where: { householdId, accountId, transactionId, kind: { in: ['r', 'c'] } },
    orderBy: [{ seenAt: 'asc' }, { kind: 'desc' }, { value: 'asc' }, { occurrence: 'asc' }],
    select: { kind: true, value: true, occurrence: true, runId: true, seenAt: true },
  })
  return rows.map((row) => ({ ...row, kind: row.kind === 'r' ? 'r' : 'c' }))
}

/** A name of the piece that the browser can send back. */
export function nameOfPiece({ kind, value, occurrence }: Pick<EvidencePiece, 'kind' | 'value' | 'occurrence'>): string {
  return `${kind}.${occurrence}.${value}`
}

/**
 * Whether a row can give this piece up: a reference beside an older one; other words only of a row without references,
 * because under one reference the bank itself says that it is one row.
 */
export function canSplitOff(piece: EvidencePiece, all: readonly EvidencePiece[]): boolean {
  const ofKind = all.filter(({ kind }) => kind === piece.kind)
  if (ofKind[0] === piece || ofKind.length < 2) return false
  return piece.kind === 'r' || !all.some(({ kind }) => kind === 'r')
}
