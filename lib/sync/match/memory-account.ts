import { hintOf } from '@/lib/accounts/evidence'
import type { SeenRow } from '@/lib/accounts/list-gone'
import { emptyKnown, sumKey, toFetchedRow, type BatchWrites, type FetchedRow, type Known, type StoredRow } from '@/lib/accounts/store-rows'
import type { PortTransaction } from '@/lib/banking/port'
import { isBooked, isPending } from '@/lib/core/iso-20022'
import { parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { balanceAfter } from './balance-chain'
import { learnTrust, openDelivery, type Delivery, type DeliveryDays, type Trust } from './delivery'
import { matchBatch } from './match'
import { pairKey, settleGone } from './match-gone'
import { mayBecomeBooking } from './match-pending'
import { reconcile } from './reconcile'

/** A kept row with what only the tables know of it. */
export type MemoryRow = StoredRow & {
  readonly delivery: number
  readonly supersededBy: string | null
  readonly because: string | null
  readonly review: string | null
  readonly reviewOthers: readonly string[]
  readonly note: string | null
}

/** For tests: an account kept in memory by the same pure rules as the one in the database. */
export type MemoryAccount = {
  rows: Map<string, MemoryRow>
  trust: Trust
  /** What the last delivery did. */
  counts: { inserts: number; updates: number; evidence: number; ends: number }
  /** One whole list of the bank, in pages. */
  deliver(pages: readonly (readonly PortTransaction[])[], status?: 'BOOK' | 'PDNG' | null, days?: DeliveryDays): void
  totalOf(day: string): bigint
  /** A person's note. */
  note(id: string, note: string): void
  /** A person's decision about two rows: `merge` puts the second behind the first. */
  decide(kind: 'merge' | 'keep', id: string, otherId: string): void
}

export function openMemoryAccount(today: string): MemoryAccount {
  const rows = new Map<string, MemoryRow>()
  const evidence = new Map<string, string[]>()
  const totals = new Map<IsoDate, bigint>()
  const decided = new Set<string>()
  let [nextId, deliveries] = [0, 0]

  const account: MemoryAccount = {
    rows,
    trust: 'unknown',
    counts: { inserts: 0, updates: 0, evidence: 0, ends: 0 },
    deliver,
    totalOf: (day) => totals.get(parseIsoDate(day)) ?? 0n,
    note: (id, note) => change(id, { note }),
    decide(kind, id, otherId) {
      decided.add(pairKey(id, otherId))
      change(id, { review: null, reviewOthers: [] })
      change(otherId, { review: null, reviewOthers: [] })
      if (kind === 'merge') change(otherId, { isSuperseded: true, supersededBy: id, because: 'by_hand' })
    },
  }

  function change(id: string, to: Partial<MemoryRow>): void {
    rows.set(id, { ...rows.get(id)!, ...to })
  }

  function deliver(pages: readonly (readonly PortTransaction[])[], status: 'BOOK' | 'PDNG' | null = 'BOOK', days: DeliveryDays = {}): void {
    account.counts = { inserts: 0, updates: 0, evidence: 0, ends: 0 }
    deliveries += 1
    const delivery = openDelivery(account.trust, days)
    const write = (batch: readonly FetchedRow[], isLast: boolean) => {
      const newId = () => `row-${String(nextId++).padStart(6, '0')}`
      const matches = matchBatch({ delivery, known: lookUp(batch), newId }, batch, { isLast })
      apply(reconcile(matches, parseIsoDate(today)))
    }
    for (const page of pages) write(page.map(readRow), false)
    write(delivery.deferred.splice(0), true)
    settle(delivery, status !== 'BOOK')
    account.trust = learnTrust(delivery)
  }

  function settle({ claimed }: Delivery, namesPending: boolean): void {
    const live = [...rows.values()].filter(({ isSuperseded }) => !isSuperseded)
    const seen = (row: MemoryRow, isNew: boolean): SeenRow => ({ ...row, firstSeenAt: new Date(row.delivery), isNew })
    const missed = live.filter(({ id, status }) => namesPending && isPending(status) && !claimed.has(id))
    const gone = [...missed.map((row) => seen(row, true)), ...live.filter(({ status }) => status === 'CNCL').map((row) => seen(row, false))]
    const taken = new Set([...rows.values()].map(({ supersededBy }) => supersededBy))
    const lone = live.filter(({ id, status }) => isBooked(status) && !taken.has(id)).map((row) => seen(row, row.delivery === deliveries))
    const settled = settleGone({ gone, bookings: lone, decided })
    const superseded = settled.supersedings.map(({ pendingId }) => pendingId)
    const ends = missed.flatMap(({ id }) => (superseded.includes(id) ? [] : [{ id, status: 'CNCL' as const }]))
    const { ends: before } = account.counts
    apply({ ...settled, inserts: [], updates: [], evidence: [], ends })
    account.counts.ends = before
  }

  function lookUp(batch: readonly FetchedRow[]): Known {
    const known = emptyKnown()
    const put = (map: Map<string, StoredRow[]>, kind: string, value: string) => {
      const ids = evidence.get(kind + value)
      if (ids)
        map.set(
          value,
          ids.map((id) => rows.get(id)!),
        )
    }
    for (const { evidence: e, transaction } of batch) {
      for (const content of [e.content, e.bookedContent]) put(known.byContent, 'c', content)
      if (e.reference) put(known.byReference, 'r', e.reference)
      const hint = hintOf(transaction)
      if (hint) put(known.byHint, 't', hint)
    }
    known.pendings.push(...[...rows.values()].filter((row) => mayBecomeBooking(row) && !row.isSuperseded))
    const before = [...rows.values()].filter((row) => isBooked(row.status) && row.delivery < deliveries)
    for (const stored of before) known.lookAlikes.set(sumKey(stored), [...(known.lookAlikes.get(sumKey(stored)) ?? []), stored])
    for (const { id, note } of rows.values()) if (note !== null || [...decided].some((pair) => pair.includes(id))) known.held.add(id)
    return known
  }

  function apply(writes: BatchWrites): void {
    for (const { id, row, effectiveDate, supersedes, supersededBy, because, review } of writes.inserts) {
      const memory = { delivery: deliveries, supersededBy, because: null, note: null, review: review?.reason ?? null }
      rows.set(id, {
        ...toStored(id, row, effectiveDate),
        ...memory,
        isSuperseded: supersededBy !== null,
        reviewOthers: review?.otherIds ?? [],
      })
      if (supersedes && because) supersede({ pendingId: supersedes, id, because })
    }
    for (const superseding of writes.supersedings) supersede(superseding)
    for (const { id, reason, otherIds } of writes.reviews) change(id, { review: reason, reviewOthers: otherIds })
    for (const { id, row, effectiveDate } of writes.updates) {
      const { hasReference, isSuperseded } = rows.get(id)!
      change(id, { ...toStored(id, row, effectiveDate), hasReference, isSuperseded })
    }
    for (const { id, status } of writes.ends) change(id, { status })
    keepEvidence(writes.evidence)
    for (const { day, inMinor, outMinor } of writes.totals) totals.set(day, (totals.get(day) ?? 0n) + inMinor + outMinor)
    const { counts } = account
    counts.inserts += writes.inserts.length
    counts.updates += writes.updates.length
    counts.evidence += writes.evidence.length
    counts.ends += writes.ends.length
  }

  function supersede({ pendingId, id, because }: BatchWrites['supersedings'][number]): void {
    const words = [rows.get(id)!.note, rows.get(pendingId)!.note].filter((note) => note !== null)
    change(id, { note: words.length > 0 ? words.join(' · ') : null })
    change(pendingId, { isSuperseded: true, supersededBy: id, because })
  }

  function keepEvidence(found: BatchWrites['evidence']): void {
    for (const { kind, value, occurrence, transactionId } of found) {
      const ids = evidence.get(kind + value) ?? []
      if (ids[occurrence] !== undefined) throw new Error('two rows claim one piece of evidence')
      ids[occurrence] = transactionId
      evidence.set(kind + value, ids)
      if (kind === 'r') change(transactionId, { hasReference: true })
    }
  }

  return account
}

function readRow(transaction: PortTransaction): FetchedRow {
  return toFetchedRow(transaction, { holderName: 'Aino Virtanen', blindIban: (iban) => `index of ${iban}` })
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
    balanceAfterMinor: balanceAfter(row),
    countedCategory: clean.category,
    hasUserCategory: false,
  }
}
