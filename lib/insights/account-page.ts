import type { AccountDto, FeedState, SetAsideDto } from '@/lib/accounts/account'
import type { TransactionDto } from '@/lib/accounts/transaction'
import type { IsoDate } from '@/lib/core/iso-date'
import type { MoneyDto } from '@/lib/core/money-dto'
import type { Period } from './period'

/** What a person may do with an account, as lib/households/access decides it. */
export type AccountLevel = 'none' | 'view' | 'annotate' | 'full'

export type BalanceDto = {
  /** ISO 20022 code as the bank sent it. */
  readonly type: string
  readonly amount: MoneyDto
  /** The bank's own word for it. */
  readonly name: string | null
  readonly referenceDate: string | null
  readonly observedAt: string
  /** The one that counts in totals. */
  readonly counts: boolean
}

export type FeedDto = {
  readonly memberName: string
  readonly bankSessionId: string
  /** The viewer's own access, whose page they may open. */
  readonly isOwn: boolean
  readonly state: FeedState
  readonly validUntil: string | null
  readonly lastSyncedAt: string | null
  readonly historyFrom: string | null
  /** The bank lists the account but does not let it be read. */
  readonly isUnreadable: boolean
}

/** What is known to be missing. Days are plain days. */
export type CompletenessDto = {
  readonly check: {
    readonly state: 'addsUp' | 'off' | 'unknown'
    /** The bank's balance less what the rows make. */
    readonly difference: MoneyDto | null
    readonly firstDayOff: IsoDate | null
    readonly lastGoodDay: IsoDate | null
    readonly checkedAt: string
  } | null
  /** `from` null: everything before `next`. */
  readonly gaps: readonly {
    readonly id: string
    readonly from: IsoDate | null
    readonly to: IsoDate
    readonly next: IsoDate
    readonly reason: 'refused' | 'stopped' | 'setAside'
  }[]
}

export type RunningRowDto = TransactionDto & { readonly balanceAfter: MoneyDto | null }

export type RunningPageDto = { readonly rows: readonly RunningRowDto[]; readonly next: string | null; readonly opening: MoneyDto | null }

export type AccountPageDto = {
  readonly account: AccountDto
  readonly level: AccountLevel
  /** What the bank calls it, for the rename field's help. */
  readonly bankName: string
  readonly holderName: string | null
  readonly iban: string | null
  readonly otherNumber: { readonly scheme: string; readonly number: string } | null
  readonly creditLimit: MoneyDto | null
  readonly converted: MoneyDto | null
  readonly share: string
  readonly pinnedType: string | null
  readonly period: Period
  readonly points: readonly { readonly day: IsoDate; readonly amount: string }[]
  readonly balances: readonly BalanceDto[]
  readonly pending: {
    readonly count: number
    readonly names: readonly string[]
    readonly sum: MoneyDto
    readonly newestDay: IsoDate
  } | null
  readonly running: RunningPageDto
  readonly people: readonly { readonly name: string; readonly isYou: boolean; readonly isHolder: boolean; readonly level: AccountLevel }[]
  readonly feeds: readonly FeedDto[]
  readonly setAside: readonly SetAsideDto[]
  readonly completeness: CompletenessDto
}
