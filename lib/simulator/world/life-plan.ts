import type { IsoDate } from '@/lib/core/iso-date'
import type { Country } from './country'
import type { Party } from './true-row'

export type Habit =
  'groceries' | 'cafe' | 'lunch' | 'restaurant' | 'transit' | 'fuel' | 'pharmacy' | 'clothes' | 'shop' | 'online' | 'cash' | 'friends'

export type Income = {
  readonly from: Party
  /** In the month the plan begins; raised a little each January. */
  readonly minor: bigint
  readonly dueDay: number
  readonly text: string
  readonly kind: 'salary' | 'transfer'
  /** 1–12; absent means every month. */
  readonly months?: readonly number[]
  readonly raisePercent?: number
}

export type Bill = {
  readonly to: Party
  readonly minor: bigint
  readonly dueDay: number
  readonly text: string
  readonly kind: 'direct-debit' | 'invoice' | 'card'
  readonly mcc?: string
  readonly months?: readonly number[]
  /** Swings by the season: winter costs more by this many percent. */
  readonly winterPercent?: number
  readonly priceChange?: { readonly from: IsoDate; readonly minor: bigint }
  /** Listed as scheduled four days ahead. */
  readonly scheduled?: boolean
}

/** A standing order between two accounts of this world, possibly in two currencies; `minor` is in the receiver's. */
export type StandingTransfer = {
  readonly from: string
  readonly to: string
  readonly minor: bigint
  readonly dueDay: number
  readonly text: string
}

/** One purse: a person or a couple, their main account and how they live. */
export type LifePlan = {
  readonly name: string
  readonly country: Country
  readonly main: string
  /** Where a share of the purchases goes instead, settled from `main` on a day of the month. */
  readonly card?: { readonly account: string; readonly share: number; readonly settlesOn: number }
  readonly savings?: { readonly account: string; readonly interestBasisPoints: number; readonly floor: bigint; readonly ceiling: bigint }
  readonly loan?: { readonly account: string; readonly monthlyMinor: bigint; readonly interestBasisPoints: number; readonly dueDay: number }
  readonly income: readonly Income[]
  readonly bills: readonly Bill[]
  /** Times a week, each. */
  readonly habits: Partial<Record<Habit, number>>
  readonly transfers: readonly StandingTransfer[]
  /** Months with a journey abroad, and the currencies met there. */
  readonly journeys?: { readonly months: readonly number[]; readonly currencies: readonly string[] }
  readonly monthlyFeeMinor?: bigint
}

/** Purses that live from one another and are written down together. */
export type Life = {
  readonly name: string
  readonly plans: readonly LifePlan[]
}
