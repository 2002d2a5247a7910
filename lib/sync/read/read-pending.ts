import { BankError } from '@/lib/banking/errors'
import type { IsoDate } from '@/lib/core/iso-date'
import { PENDING_DAYS_MIN, planPending } from './plan'
import { readWholeList, type ListReader } from './read-list'

/**
 * Reads the pending rows over a short window; where the bank refuses that as too wide, over a month, and so from then on.
 * @throws BankError when the bank gives none
 */
export async function readPending(reader: ListReader, today: IsoDate): Promise<void> {
  try {
    await readWholeList(reader, { operation: 'pending', window: planPending(today, reader.dialect) })
  } catch (error) {
    const isTooWide = error instanceof BankError && error.kind === 'period_refused' && reader.dialect.pendingDays === undefined
    if (!isTooWide) throw error
    reader.dialect = { ...reader.dialect, pendingDays: PENDING_DAYS_MIN }
    await readWholeList(reader, { operation: 'pending', window: planPending(today, reader.dialect) })
  }
}
