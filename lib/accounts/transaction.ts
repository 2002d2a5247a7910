import { isUuid } from '@/lib/core/id'
import { findIsoDate, type IsoDate } from '@/lib/core/iso-date'
import type { MoneyDto } from '@/lib/core/money-dto'

/** One row of the list, as the browser may know it. */
export type TransactionDto = {
  readonly id: string
  readonly accountId: string
  /** BOOK PDNG HOLD SCHD CNCL RJCT OTHR */
  readonly status: string
  readonly amount: MoneyDto
  readonly day: IsoDate
  readonly name: string
  readonly description: string | null
  readonly category: string | null
  readonly note: string | null
  /** Why a person should look, e.g. `possible_twin`. */
  readonly reviewReason: string | null
  /** The other side is one of the viewer's accounts too: nothing was earned or spent. */
  readonly isOwnTransfer: boolean
}

/** The place after which the next page begins: the list is ordered by day and id, newest first. */
export type TransactionCursor = { readonly day: IsoDate; readonly id: string }

export function writeCursor({ day, id }: TransactionCursor): string {
  return `${day}_${id}`
}

/** Null when the text is no cursor of ours. */
export function findCursor(text: string | null): TransactionCursor | null {
  const [dayText, id = '', ...rest] = (text ?? '').split('_')
  const day = findIsoDate(dayText)
  return day && isUuid(id) && rest.length === 0 ? { day, id } : null
}
