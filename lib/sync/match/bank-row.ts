import type { PortTransaction } from '@/lib/banking/port'
import { parseIsoDate } from '@/lib/core/iso-date'
import { parseMoney } from '@/lib/core/money'

const NO_PARTY = { name: null, iban: null, otherAccount: null, addressLines: [] }

/** For tests: a booked debit in a shop, unless told otherwise. */
export function bankRow(amount: string, day: string | null, more: Partial<PortTransaction> & { shop?: string } = {}): PortTransaction {
  const { shop = 'Kauppa', ...rest } = more
  return {
    entryReference: null,
    transactionId: null,
    status: 'BOOK',
    amount: parseMoney(amount, 'EUR'),
    amountExcess: null,
    bookingDate: day === null ? null : parseIsoDate(day),
    valueDate: null,
    transactionDate: null,
    creditor: amount.startsWith('-') ? { ...NO_PARTY, name: shop } : NO_PARTY,
    debtor: amount.startsWith('-') ? NO_PARTY : { ...NO_PARTY, name: shop },
    remittance: [],
    referenceNumber: null,
    bankCode: { code: null, subCode: null, description: null },
    merchantCategoryCode: null,
    balanceAfter: null,
    exchange: null,
    note: null,
    ...rest,
  }
}
