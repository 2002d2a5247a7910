import type { TransactionDto } from '@/lib/accounts/transaction'
import type { AccountDto } from '@/lib/accounts/account'
import type { TransactionFilter } from '@/lib/accounts/transaction-filter'
import type { IsoDate } from '@/lib/core/iso-date'

/** A row of the list with what it adds to its day's sum. */
export type ListedTransaction = TransactionDto & {
  /** Decimal text in the base currency; null for what is left out of sums: pending, own transfers, no known rate. */
  readonly counted: string | null
}

export type TransactionPageDto = { readonly rows: readonly ListedTransaction[]; readonly next: string | null }

/** An account as the filter and the rows name it. */
export type ListedAccount = Pick<AccountDto, 'id' | 'name' | 'bankName' | 'bankCountry' | 'lastFour' | 'isArchived'>

export type TransactionListDto = {
  readonly filter: TransactionFilter
  readonly baseCurrency: string
  readonly accounts: readonly ListedAccount[]
  readonly page: TransactionPageDto
  /** Foreign currencies that were converted for the sums, with the day of their rates. */
  readonly rates: { readonly day: IsoDate; readonly list: readonly { readonly currency: string; readonly rate: string }[] } | null
  readonly reviewCount: number
  /** Whether this person edits anything at all; each account has its own say. */
  readonly mayEdit: boolean
}
