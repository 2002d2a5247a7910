import { emptyKnown, toFetchedRow, type FetchedRow, type Known, type StoredRow } from '@/lib/accounts/store-rows'
import type { PortTransaction } from '@/lib/banking/port'
import { addDays, parseIsoDate } from '@/lib/core/iso-date'
import { money } from '@/lib/core/money'
import { parseCurrency } from '@/lib/core/currency'
import { openDelivery } from '@/lib/sync/match/delivery'
import { matchBatch } from '@/lib/sync/match/match'
import { reconcile } from '@/lib/sync/match/reconcile'
import { median, printLine } from './print-line'

const ROWS = 20_000
const BATCH = 500
const ROUNDS = 7
const GOAL = 50_000
const TODAY = parseIsoDate('2026-11-20')

/** Evidence, matching and reconciling alone: a history the account has, and one that is all new to it. */
export function benchMatcher(): void {
  const rows = Array.from({ length: ROWS }, (_, n) => makeRow(n))
  const stored = storeAll(rows.map(readRow))
  for (const { name, knownOf } of [
    { name: 'matcher, rows it has', knownOf: (batch: readonly FetchedRow[]) => lookUp(batch, stored) },
    { name: 'matcher, new rows', knownOf: emptyKnown },
  ]) {
    const rates: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const before = process.cpuUsage()
      matchAll(rows, knownOf)
      const { user, system } = process.cpuUsage(before)
      rates.push(ROWS / ((user + system) / 1_000_000))
    }
    const rate = median(rates)
    printLine({
      name,
      value: rate,
      unit: 'rows/s of processor time',
      goal: `>= ${GOAL}`,
      ok: rate >= GOAL,
      note: `rounds ${rates.map(Math.round).join(', ')}`,
    })
  }
}

function matchAll(rows: readonly PortTransaction[], knownOf: (batch: readonly FetchedRow[]) => Known): void {
  const delivery = openDelivery('unknown')
  let nextId = 0
  const match = (batch: readonly FetchedRow[], isLast: boolean) => {
    const matches = matchBatch({ delivery, known: knownOf(batch), newId: () => `new ${nextId++}` }, batch, { isLast })
    const { inserts, updates } = reconcile(matches, TODAY)
    return inserts.length + updates.length
  }
  for (let at = 0; at < rows.length; at += BATCH) match(rows.slice(at, at + BATCH).map(readRow), false)
  match(delivery.deferred.splice(0), true)
}

type Stored = { readonly byContent: ReadonlyMap<string, StoredRow>; readonly byReference: ReadonlyMap<string, StoredRow> }

/** What the statements of a reading answer, without the database. */
function lookUp(batch: readonly FetchedRow[], { byContent, byReference }: Stored): Known {
  const known = emptyKnown()
  for (const { evidence } of batch) {
    const [said, named] = [byContent.get(evidence.content), byReference.get(evidence.reference ?? '')]
    if (said) known.byContent.set(evidence.content, [said])
    if (named && evidence.reference) known.byReference.set(evidence.reference, [named])
  }
  return known
}

function storeAll(rows: readonly FetchedRow[]): Stored {
  const byContent = new Map<string, StoredRow>()
  const byReference = new Map<string, StoredRow>()
  rows.forEach(({ evidence, transaction, clean }, n) => {
    const stored: StoredRow = {
      ...{ id: `row ${n}`, status: evidence.status, amountMinor: transaction.amount.minor, currency: transaction.amount.currency },
      ...{ effectiveDate: evidence.day ?? TODAY, factsHash: evidence.factsHash, isSuperseded: false, hasReference: true, name: clean.name },
      ...{ counterpartyIndex: null, balanceAfterMinor: null, countedCategory: null, hasUserCategory: false },
    }
    byContent.set(evidence.content, stored)
    if (evidence.reference) byReference.set(evidence.reference, stored)
  })
  return { byContent, byReference }
}

function readRow(transaction: PortTransaction): FetchedRow {
  return toFetchedRow(transaction, { holderName: 'Aino Virtanen', blindIban: (iban) => iban })
}

const NO_PARTY = { name: null, iban: null, otherAccount: null, addressLines: [] }

function makeRow(n: number): PortTransaction {
  const day = addDays(TODAY, -Math.floor(n / 12))
  return {
    ...{ entryReference: `2026${String(n).padStart(12, '0')}`, transactionId: null, status: 'BOOK', amountExcess: null },
    amount: money(-BigInt(100 + ((n * 7919) % 90_000)), parseCurrency('EUR')),
    ...{ bookingDate: day, valueDate: day, transactionDate: null, referenceNumber: null, merchantCategoryCode: '5411' },
    creditor: { ...NO_PARTY, name: `K-Market ${n % 97} Helsinki` },
    debtor: NO_PARTY,
    remittance: [`Korttiosto ${n}`, 'VIITE 1234 5678'],
    bankCode: { code: 'PMNT', subCode: 'CCRD-POSD', description: 'Card purchase' },
    ...{ balanceAfter: null, exchange: null, note: null },
  }
}
