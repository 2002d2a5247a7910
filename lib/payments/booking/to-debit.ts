import type { StoredDetail } from '@/lib/accounts/stored-detail'
import { parseCurrency } from '@/lib/core/currency'
import { parseIsoDate } from '@/lib/core/iso-date'
import { money } from '@/lib/core/money'
import { fromMoneyDto } from '@/lib/core/money-dto'
import { squeeze, type BookedDebit } from './expected-debit'

export type DebitRow = {
  readonly id: string
  readonly accountId: string
  readonly day: string
  readonly seenAt: Date
  /** Negative. */
  readonly amountMinor: bigint
  readonly currency: string
  readonly counterpartyIndex: string | null
  readonly name: string
}

/** German banks write all SEPA fields into one text, ING names them. */
const NAMED_ID = /(?:^|[\s?])(?:EREF\+|endtoendid:)\s*([^,\s]+)/i
const NOTHING = /^(?:NOTPROVIDED|NONREF|NONE|NA|UNKNOWN|0*)$/

/** A booked row with what its sealed facts say about where it comes from. */
export function toDebit(row: DebitRow, detail: StoredDetail): BookedDebit {
  const { remittance, referenceNumber, entryReference, transactionId, note } = detail
  const instructed = detail.exchange?.instructed ?? null
  const named = squeeze(NAMED_ID.exec(remittance.join(' '))?.[1] ?? '')
  return {
    ...{ id: row.id, accountId: row.accountId, day: parseIsoDate(row.day), seenAt: row.seenAt },
    ...{ name: row.name, counterpartyIndex: row.counterpartyIndex },
    amount: money(-row.amountMinor, parseCurrency(row.currency)),
    instructed: instructed && absolute(fromMoneyDto(instructed)),
    reference: (referenceNumber && squeeze(referenceNumber)) || null,
    // Joined without a space: a bank may break a line in the middle of an id.
    text: squeeze([...remittance, referenceNumber, note, entryReference, transactionId].filter((part) => part !== null).join('')),
    endToEndId: NOTHING.test(named) ? null : named,
  }
}

function absolute<T extends { readonly minor: bigint }>(amount: T): T {
  return { ...amount, minor: amount.minor < 0n ? -amount.minor : amount.minor }
}
