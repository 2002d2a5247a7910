import type { Quirks } from './quirks'
import { randomFor } from './random'
import type { RowStatus, TrueRow } from './world/true-row'

/** A tip of an eighth, added at the table after the card was asked. */
const TIP_PARTS = { before: 8n, after: 9n }

/** Minor units a row is listed with in this status: what is held, authorised or, once booked, moved. */
export function minorShown(row: TrueRow, status: RowStatus, { pendingAmounts }: Quirks): bigint {
  if (status === 'HOLD' && row.heldMinor !== null) return row.heldMinor
  if (status !== 'PDNG' || pendingAmounts === 'final' || row.kind !== 'card') return row.minor
  return nonZero(authorised(row), row.minor)
}

function authorised(row: TrueRow): bigint {
  if (row.exchange) return (row.minor * BigInt(randomFor('rate', row.id).int(97, 103))) / 100n
  return row.mcc === '5812' ? (row.minor * TIP_PARTS.before) / TIP_PARTS.after : row.minor
}

function nonZero(minor: bigint, otherwise: bigint): bigint {
  return minor === 0n ? otherwise : minor
}
