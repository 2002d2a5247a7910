import { formatDecimal, money, type Money } from '@/lib/core/money'
import { parseCurrency } from '@/lib/core/currency'
import { addDays, type IsoDate } from '@/lib/core/iso-date'
import type { Identities } from './identities'
import { minorShown } from './minor-shown'
import { listPayments, type LedgerPayment } from './ledger-payments'
import { createNotes, type BalancesServed, type Call, type Delivery, type Notes } from './notes'
import { oddityOf } from './oddity'
import { quirksOf } from './personalities'
import type { Oddity } from './quirks'
import type { ServedRow } from './served-row'
import type { SessionEnd, State } from './state'
import { balancesOf, shownBalances } from './true-balances'
import type { World } from './world'
import type { Account } from './world/account'
import { statusAt, type RowStatus, type TrueRow } from './world/true-row'

/** A row as it truly happened. */
export type TrueTransaction = {
  readonly id: string
  readonly status: RowStatus
  /** Signed: negative left the account. */
  readonly amount: Money
  readonly amountText: string
  readonly bookingDate: IsoDate
  readonly valueDate: IsoDate
  readonly transactionDate: IsoDate
  readonly counterparty: string | null
  readonly remittance: readonly string[]
  /** What the bank gets wrong when it serves this row. */
  readonly oddity: Oddity | null
}

export type TrueBalances = {
  readonly booked: Money
  readonly available: Money
  /** What the bank would say at that instant, by type as the interface names them. */
  readonly shown: readonly { readonly type: string; readonly amount: Money; readonly referenceDate: IsoDate }[]
}

export type LedgerAccount = {
  readonly key: string
  readonly bank: string
  readonly country: string
  readonly owners: readonly string[]
  readonly identificationHash: string
  /** Every hash it ever had. */
  readonly identificationHashes: readonly string[]
  readonly iban: string | null
  readonly currency: string
  readonly blocked: boolean
}

export type LedgerSession = {
  readonly id: string
  readonly bank: string
  readonly person: string
  readonly applicationId: string
  /** Primary identification hashes, as the ledger names accounts. */
  readonly accounts: readonly string[]
  readonly authorizedAt: Date
  /** On the bank's clock. */
  readonly validUntil: Date
  readonly ended: { readonly at: Date; readonly how: SessionEnd | 'UNSAID' } | null
}

/** What tests compare with: the truth, and what was asked and served. Any hash an account ever had finds it. */
export type Ledger = {
  accounts(): LedgerAccount[]
  /** Booked rows of an account, oldest first. */
  booked(hash: string, at: Date, period?: { from?: IsoDate; to?: IsoDate }): TrueTransaction[]
  /** Listed but not booked at that instant, newest first. */
  open(hash: string, at: Date): TrueTransaction[]
  /** Of those, what still takes or brings money: pending and held. */
  pending(hash: string, at: Date): TrueTransaction[]
  balances(hash: string, at: Date): TrueBalances
  /** Every delivery of rows of the account, oldest first; a long-running simulator forgets the first ones. */
  served(hash: string): Delivery[]
  /** By true id: how the bank last worded the row. */
  lastServed(hash: string): ReadonlyMap<string, ServedRow>
  servedBalances(hash: string): BalancesServed[]
  sessions(): LedgerSession[]
  /** What approved payments take from accounts, later debits included, by the id of their transaction (of a batch: of the payment). */
  executedPayments(): { readonly transactionId: string; readonly account: string; readonly row: TrueTransaction }[]
  /** Every payment ever created, oldest first, with what became of each of its lines until that instant. */
  payments(at: Date): LedgerPayment[]
  readonly calls: readonly Call[]
  readonly deliveries: readonly Delivery[]
} & Pick<Notes, 'noteCall' | 'noteDelivery' | 'noteBalances'>

type Sources = { readonly world: World; readonly state: State; readonly identities: Identities }

export function createLedger(sources: Sources): Ledger {
  const { world, state, identities } = sources
  const notes = createNotes(({ key }) => world.accounts.get(key)!.hashes[0]!)
  const get = (hash: string): Account => {
    const account = identities.find(hash)
    if (!account) throw new RangeError(`no account with hash ${hash}`)
    return account
  }
  const openRows = (hash: string, at: Date): TrueTransaction[] => {
    const [account, instant] = [get(hash), at.getTime()]
    const rows = world.histories.of(account, instant).open(instant)
    return rows.map((row) => truth(account, row, statusAt(row, instant)!))
  }
  const served = (hash: string) => {
    const [named] = get(hash).hashes
    return notes.deliveries.filter(({ account }) => account === named)
  }
  return {
    accounts: () => [...world.accounts.values()].map((account) => describe(account, identities)),
    booked(hash, at, { from, to } = {}) {
      const account = get(hash)
      const history = world.histories.of(account, at.getTime())
      const count = history.bookedCount(at.getTime())
      const begin = from ? history.firstOn(from, count) : 0
      const end = to ? history.firstOn(addDays(to, 1), count) : count
      return history.rows.slice(begin, end).map((row) => truth(account, row, 'BOOK'))
    },
    open: openRows,
    pending: (hash, at) => openRows(hash, at).filter(({ status }) => status === 'PDNG' || status === 'HOLD'),
    balances: (hash, at) => balancesAt(world, get(hash), at),
    served,
    lastServed: (hash) => new Map(served(hash).flatMap(({ rows }) => rows.map((row) => [row.rowId, row] as const))),
    servedBalances(hash) {
      const [named] = get(hash).hashes
      return notes.balanceDeliveries.filter(({ account }) => account === named)
    },
    sessions: () => describeSessions(sources),
    executedPayments: () =>
      state.executed
        .filter(({ row }) => row.minor < 0n)
        .map(({ accountKey, row }) => {
          const account = world.accounts.get(accountKey)!
          return { transactionId: row.id.split('.')[2]!, account: account.hashes[0]!, row: truth(account, row, 'BOOK') }
        }),
    payments: (at) => listPayments(sources, at),
    ...notes,
  }
}

function balancesAt(world: World, account: Account, at: Date): TrueBalances {
  const instant = at.getTime()
  const history = world.histories.of(account, instant)
  const { booked, available } = balancesOf(account, history, instant)
  const inCurrency = (minor: bigint) => money(minor, parseCurrency(account.currency))
  return {
    booked: inCurrency(booked),
    available: inCurrency(available),
    shown: shownBalances(account, history, instant).map(({ type, minor, day }) => ({
      type,
      amount: inCurrency(minor),
      referenceDate: day,
    })),
  }
}

function describeSessions({ world, state }: Sources): LedgerSession[] {
  return [...state.sessions.values()].map((session) => ({
    id: session.id,
    bank: world.banks.find(({ slug }) => slug === session.bankSlug)?.name ?? session.bankSlug,
    person: session.username,
    applicationId: session.applicationId,
    accounts: session.accounts.map(({ accountKey }) => world.accounts.get(accountKey)?.hashes[0] ?? accountKey),
    authorizedAt: new Date(session.authorizedAt),
    validUntil: new Date(session.access.endsAt ?? session.access.validUntil),
    ended: session.endedAt === null ? null : { at: new Date(session.endedAt), how: howEnded(session) },
  }))
}

function howEnded({ status }: { status: string }): SessionEnd | 'UNSAID' {
  return status === 'AUTHORIZED' ? 'UNSAID' : (status as SessionEnd)
}

function describe(account: Account, identities: Identities): LedgerAccount {
  return {
    key: account.key,
    bank: account.bank.name,
    country: account.bank.country,
    owners: account.owners.map((owner) => owner.username),
    identificationHash: account.hashes[0]!,
    identificationHashes: identities.hashesOf(account),
    iban: account.iban,
    currency: account.currency,
    blocked: account.blocked,
  }
}

function truth(account: Account, row: TrueRow, status: RowStatus): TrueTransaction {
  const quirks = quirksOf(account.bank.personality)
  const amount = money(minorShown(row, status, quirks), parseCurrency(account.currency))
  return {
    id: row.id,
    status,
    amount,
    amountText: formatDecimal(amount),
    bookingDate: row.bookingDate,
    valueDate: row.valueDate,
    transactionDate: row.transactionDate,
    counterparty: row.party?.name ?? null,
    remittance: row.remittance,
    oddity: oddityOf(row, quirks.oddities),
  }
}
