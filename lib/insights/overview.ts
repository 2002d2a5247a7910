import type { AccountDto, FeedState } from '@/lib/accounts/account'
import type { TransactionDto } from '@/lib/accounts/transaction'
import type { EndingStep } from '@/lib/core/ending'
import type { IsoDate } from '@/lib/core/iso-date'
import type { MoneyDto } from '@/lib/core/money-dto'
import type { Period } from './period'

/** Whose accounts: all a member may see, those they hold, or those the household shares. */
export const SCOPES = ['all', 'mine', 'ours'] as const
export type Scope = (typeof SCOPES)[number]

export const GROUPINGS = ['bank', 'type', 'owner', 'currency'] as const
export type Grouping = (typeof GROUPINGS)[number]

export type OverviewChoice = { readonly scope: Scope; readonly period: Period; readonly group: Grouping }

/** Reads one of a closed list from the address; the first when it says anything else. */
export function readChoice<Value extends string>(text: string | null | undefined, values: readonly [Value, ...Value[]]): Value {
  return values.find((value) => value === text) ?? values[0]
}

/** Why a balance is not in the total. */
export type NotCounted = 'excluded' | 'no_balance' | 'no_rate'

export type LedgerRow = {
  readonly account: AccountDto
  /** The balance in the base currency, when that is another one and a rate is known. */
  readonly converted: MoneyDto | null
  readonly notCounted: NotCounted | null
  /** Oldest first, for the small line. */
  readonly spark: readonly string[]
}

export type LedgerGroup = {
  readonly key: string
  /** A bank's or a person's name, a type's or a currency's code: `grouping` says which. */
  readonly title: string
  /** In the base currency; null when nothing in the group counts. */
  readonly subtotal: MoneyDto | null
  /** Only for banks. */
  readonly state: FeedState | null
  readonly rows: readonly LedgerRow[]
}

export type CurrencySum = { readonly sum: MoneyDto; readonly converted: MoneyDto | null }

export type Ledger = {
  readonly grouping: Grouping
  readonly groups: readonly LedgerGroup[]
  /** Of what counts, in each currency. */
  readonly currencies: readonly CurrencySum[]
  /** Null when nothing is known yet. */
  readonly total: MoneyDto | null
  readonly rates: { readonly day: IsoDate; readonly list: readonly { readonly currency: string; readonly rate: string }[] } | null
  readonly withoutRate: readonly string[]
  readonly withoutBalance: number
  readonly notIncluded: number
}

export type Attention =
  | { readonly kind: 'ends'; readonly bankSessionId: string; readonly bankName: string; readonly days: number; readonly step: EndingStep }
  | {
      readonly kind: 'ended'
      readonly bankSessionId: string
      readonly bankName: string
      readonly at: string | null
      readonly isEvicted: boolean
    }
  | { readonly kind: 'reading'; readonly bankSessionId: string; readonly bankName: string }
  | { readonly kind: 'unshared'; readonly accountId: string; readonly name: string; readonly bankName: string }
  | { readonly kind: 'review'; readonly count: number }

export type OverviewDto = {
  readonly choice: OverviewChoice
  readonly baseCurrency: string
  /** Whether there is any account at all, whatever the scope. */
  readonly isEmpty: boolean
  readonly accountCount: number
  readonly bankCount: number
  readonly ledger: Ledger
  readonly change: { readonly amount: MoneyDto; readonly since: IsoDate; readonly ratio: number | null } | null
  readonly points: readonly { readonly day: IsoDate; readonly amount: string }[]
  readonly attention: readonly Attention[]
  readonly latest: readonly TransactionDto[]
  /** Names of the accounts of `latest`. */
  readonly accountNames: Readonly<Record<string, string>>
  readonly lastReadAt: string | null
}

/** The accounts page: the same ledger over everything, and what is archived apart. */
export type AccountsDto = {
  readonly baseCurrency: string
  readonly ledger: Ledger
  readonly archived: readonly LedgerRow[]
  readonly isEmpty: boolean
}
