import { toFetchedRow, type FetchedRow, type Known, type StoredRow } from '@/lib/accounts/store-rows'
import type { PortTransaction } from '@/lib/banking/port'
import { parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { parseMoney } from '@/lib/core/money'
import { learnTrust, openDelivery, type Trust } from './delivery'
import { matchBatch, mayBecomeBooking } from './match'
import { reconcile } from './reconcile'

/** For tests: an account kept in memory by the same pure rules as the one in the database. */
export type MemoryAccount = {
  rows: Map<string, StoredRow>
  trust: Trust
  /** What the last delivery did. */
  counts: { inserts: number; updates: number; evidence: number; ends: number }
  /** One whole list of the bank, in pages. */
  deliver(pages: readonly (readonly PortTransaction[])[], status?: 'BOOK' | 'PDNG'): void
  totalOf(day: string): bigint
}

const NO_PARTY = { name: null, iban: null, otherAccount: null, addressLines: [] }

/** A booked debit in a shop, unless told otherwise. */
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

export function openMemoryAccount(today: string): MemoryAccount {
  const rows = new Map<string, StoredRow>()
  const evidence = new Map<string, string[]>()
  const totals = new Map<IsoDate, bigint>()
  let nextId = 0

  const account: MemoryAccount = {
    rows,
    trust: 'unknown',
    counts: { inserts: 0, updates: 0, evidence: 0, ends: 0 },
    deliver,
    totalOf: (day) => totals.get(parseIsoDate(day)) ?? 0n,
  }

  function deliver(pages: readonly (readonly PortTransaction[])[], status: 'BOOK' | 'PDNG' = 'BOOK'): void {
    account.counts = { inserts: 0, updates: 0, evidence: 0, ends: 0 }
    const delivery = openDelivery(account.trust)
    const write = (batch: readonly FetchedRow[], isLast: boolean) => {
      const newId = () => `row-${String(nextId++).padStart(6, '0')}`
      const matches = matchBatch({ delivery, known: lookUp(batch), newId }, batch, { isLast })
      apply(reconcile(matches, parseIsoDate(today)))
    }
    for (const page of pages)
      write(
        page.map((row) => toFetchedRow(row, { holderName: 'Aino Virtanen', blindIban: (iban) => `index of ${iban}` })),
        false,
      )
    write(delivery.deferred.splice(0), true)
    if (status === 'PDNG') {
      for (const row of rows.values()) {
        if ((row.status === 'PDNG' || row.status === 'HOLD') && !row.isSuperseded && !delivery.claimed.has(row.id))
          rows.set(row.id, { ...row, status: 'CNCL' })
      }
    }
    account.trust = learnTrust(delivery)
  }

  function lookUp(batch: readonly FetchedRow[]): Known {
    const known: Known = { byReference: new Map(), byContent: new Map(), byHint: new Map(), pendings: [] }
    const found = (key: string) => (evidence.get(key) ?? []).map((id) => rows.get(id)!)
    for (const { evidence: e } of batch) {
      for (const content of [e.content, e.bookedContent])
        if (found(`c${content}`).length > 0) known.byContent.set(content, found(`c${content}`))
      if (e.reference && found(`r${e.reference}`).length > 0) known.byReference.set(e.reference, found(`r${e.reference}`))
      const [hinted] = e.hint ? found(`t${e.hint}`) : []
      if (e.hint && hinted) known.byHint.set(e.hint, hinted)
    }
    known.pendings.push(...[...rows.values()].filter((row) => mayBecomeBooking(row) && !row.isSuperseded))
    return known
  }

  function apply(writes: ReturnType<typeof reconcile>): void {
    for (const { id, row, effectiveDate, supersedes } of writes.inserts) {
      rows.set(id, toStored(id, row, effectiveDate))
      if (supersedes) rows.set(supersedes, { ...rows.get(supersedes)!, isSuperseded: true })
    }
    for (const { id, row, effectiveDate } of writes.updates)
      rows.set(id, { ...toStored(id, row, effectiveDate), hasReference: rows.get(id)!.hasReference })
    for (const { id, status } of writes.ends) rows.set(id, { ...rows.get(id)!, status })
    for (const { kind, value, occurrence, transactionId } of writes.evidence) {
      const ids = evidence.get(kind + value) ?? []
      if (ids[occurrence] !== undefined) throw new Error('two rows claim one piece of evidence')
      ids[occurrence] = transactionId
      evidence.set(kind + value, ids)
      if (kind === 'r') rows.set(transactionId, { ...rows.get(transactionId)!, hasReference: true })
    }
    for (const { day, inMinor, outMinor } of writes.totals) totals.set(day, (totals.get(day) ?? 0n) + inMinor + outMinor)
    const { counts } = account
    counts.inserts += writes.inserts.length
    counts.updates += writes.updates.length
    counts.evidence += writes.evidence.length
    counts.ends += writes.ends.length
  }

  return account
}

function toStored(id: string, row: FetchedRow, effectiveDate: IsoDate): StoredRow {
  const { transaction, evidence, clean, counterpartyIndex } = row
  return {
    id,
    status: evidence.status,
    amountMinor: transaction.amount.minor,
    currency: transaction.amount.currency,
    effectiveDate,
    factsHash: evidence.factsHash,
    isSuperseded: false,
    hasReference: false,
    name: clean.name,
    counterpartyIndex,
    countedCategory: clean.category,
    hasUserCategory: false,
  }
}
