import { formatDecimal, money, type Money } from '@/lib/core/money'
import { parseCurrency } from '@/lib/core/currency'
import { addDays, type IsoDate } from '@/lib/core/iso-date'
import { balancesOf } from './ledger-balances'
import { oddityOf } from './oddity'
import { quirksOf, type Oddity } from './personalities'
import type { ExecutedRow } from './state'
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

export type LedgerAccount = {
  readonly key: string
  readonly bank: string
  readonly country: string
  readonly owners: readonly string[]
  readonly identificationHash: string
  readonly identificationHashes: readonly string[]
  readonly iban: string | null
  readonly currency: string
  readonly blocked: boolean
}

export type Call = {
  readonly at: Date
  readonly operation: string
  readonly path: string
  readonly applicationId: string | null
  /** Identification hash of the account that was read. */
  readonly account: string | null
  readonly psuHeaders: boolean
  readonly status: number
  readonly error: string | null
}

export type Delivery = { readonly at: Date; readonly uid: string; readonly account: string; readonly rowIds: readonly string[] }

/** What tests compare with: the truth, and what was asked and served. */
export type Ledger = {
  accounts(): LedgerAccount[]
  /** Booked rows of an account, oldest first, by its primary identification hash. */
  booked(hash: string, at: Date, period?: { from?: IsoDate; to?: IsoDate }): TrueTransaction[]
  /** Listed but not booked at that instant, newest first. */
  open(hash: string, at: Date): TrueTransaction[]
  balances(hash: string, at: Date): { booked: Money; available: Money }
  /** What approved payments took from accounts, by the id of their transaction; each moved once. */
  executedPayments(): { readonly transactionId: string; readonly account: string; readonly row: TrueTransaction }[]
  readonly calls: readonly Call[]
  readonly deliveries: readonly Delivery[]
  noteCall(call: Call): void
  noteDelivery(delivery: { at: Date; uid: string; account: Account; rowIds: readonly string[] }): void
}

/** A long-running simulator forgets the oldest notes. */
const NOTES_MAX = 20_000

export function createLedger(world: World, executed: readonly ExecutedRow[] = []): Ledger {
  const calls: Call[] = []
  const deliveries: Delivery[] = []
  const requireAccount = (hash: string): Account => {
    const account = world.findAccountByHash(hash)
    if (!account) throw new RangeError(`no account with hash ${hash}`)
    return account
  }
  return {
    accounts: () => [...world.accounts.values()].map(describe),
    booked(hash, at, { from, to } = {}) {
      const account = requireAccount(hash)
      const history = world.histories.of(account, at.getTime())
      const count = history.bookedCount(at.getTime())
      const begin = from ? history.firstOn(from, count) : 0
      const end = to ? history.firstOn(addDays(to, 1), count) : count
      return history.rows.slice(begin, end).map((row) => truth(account, row, 'BOOK'))
    },
    open(hash, at) {
      const account = requireAccount(hash)
      const instant = at.getTime()
      return world.histories
        .of(account, instant)
        .open(instant)
        .map((row) => truth(account, row, statusAt(row, instant)!))
    },
    balances(hash, at) {
      const account = requireAccount(hash)
      const { booked, available } = balancesOf(account, world.histories.of(account, at.getTime()), at.getTime())
      const currency = parseCurrency(account.currency)
      return { booked: money(booked, currency), available: money(available, currency) }
    },
    executedPayments: () =>
      executed
        .filter(({ row }) => row.minor < 0n)
        .map(({ accountKey, row }) => {
          const account = world.accounts.get(accountKey)!
          return { transactionId: row.id.split('.')[2]!, account: account.hashes[0]!, row: truth(account, row, 'BOOK') }
        }),
    calls,
    deliveries,
    noteCall: (call) => keep(calls, call),
    noteDelivery: ({ at, uid, account, rowIds }) => keep(deliveries, { at, uid, account: account.hashes[0]!, rowIds }),
  }
}

function keep<T>(notes: T[], note: T): void {
  notes.push(note)
  if (notes.length > NOTES_MAX) notes.splice(0, NOTES_MAX / 10)
}

function describe(account: Account): LedgerAccount {
  return {
    key: account.key,
    bank: account.bank.name,
    country: account.bank.country,
    owners: account.owners.map((owner) => owner.username),
    identificationHash: account.hashes[0]!,
    identificationHashes: account.hashes,
    iban: account.iban,
    currency: account.currency,
    blocked: account.blocked,
  }
}

function truth(account: Account, row: TrueRow, status: RowStatus): TrueTransaction {
  const minor = status === 'HOLD' && row.heldMinor !== null ? row.heldMinor : row.minor
  const amount = money(minor, parseCurrency(account.currency))
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
    oddity: oddityOf(row, quirksOf(account.bank.personality).oddities),
  }
}
