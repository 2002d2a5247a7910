import type { MoneyDto } from '@/lib/core/money-dto'

/** Where reading an account stands, in the closed list of words about state. Instants are ISO text. */
export type FeedState =
  | { readonly state: 'upToDate' }
  | { readonly state: 'reading' }
  | { readonly state: 'approveAgain'; readonly days: number; readonly until: string }
  | { readonly state: 'wait'; readonly until: string }
  | { readonly state: 'ended'; readonly at: string | null }

/** Who sees an account: its single holder, several holders, or the whole household. */
export type Audience = 'onlyYou' | 'both' | 'shared' | 'person'

/** An account as pages and the browser may know it. A list of what crosses: nothing sealed, no index, no other member's rights. */
export type AccountDto = {
  readonly id: string
  readonly name: string
  readonly bankName: string
  readonly bankCountry: string
  readonly type: string
  readonly currency: string
  readonly lastFour: string | null
  readonly audience: Audience
  readonly holders: readonly string[]
  readonly isMine: boolean
  /** Null: the bank has not said; that is not zero. */
  readonly balance: MoneyDto | null
  readonly balanceType: string | null
  readonly balanceAt: string | null
  readonly includeInTotals: boolean
  readonly isArchived: boolean
  readonly noLongerSharedSince: string | null
  /** The member is still to be asked whether it goes on counting in their totals. */
  readonly asksToCount: boolean
  readonly state: FeedState | null
}

/** Rows of the bank that could not be believed, counted by reason; their content stays sealed. */
export type SetAsideDto = { readonly reason: string; readonly count: number; readonly lastSeenAt: string }
