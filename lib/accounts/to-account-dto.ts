import { money } from '@/lib/core/money'
import { parseCurrency } from '@/lib/core/currency'
import { toMoneyDto, type MoneyDto } from '@/lib/core/money-dto'
import type { AccountDto, Audience } from './account'
import { stateOfAccount } from './feed-state'
import { asksToCount, nameOfAccount, type AccountRow } from './list-accounts'

export function toAccountDto(row: AccountRow, memberId: string, now: Date): AccountDto {
  return {
    id: row.id,
    name: nameOfAccount(row),
    bankName: row.aspspName,
    bankCountry: row.aspspCountry,
    type: row.type,
    currency: row.currency,
    lastFour: row.lastFour,
    audience: audienceOf(row),
    holders: row.holders.map((holder) => holder.name),
    isMine: row.isHolder,
    balance: balanceOf(row),
    balanceType: row.balanceType,
    balanceAt: row.balanceObservedAt?.toISOString() ?? null,
    includeInTotals: row.includeInTotals,
    isArchived: row.archivedAt !== null,
    noLongerSharedSince: row.noLongerSharedSince?.toISOString() ?? null,
    asksToCount: asksToCount(row),
    state: stateOfAccount(row.feeds, memberId, now),
  }
}

export function balanceOf(row: Pick<AccountRow, 'balanceMinor' | 'currency'>): MoneyDto | null {
  return row.balanceMinor === null ? null : toMoneyDto(money(row.balanceMinor, parseCurrency(row.currency)))
}

function audienceOf(row: AccountRow): Audience {
  if (row.holders.length > 1) return 'both'
  if (!row.isHolder) return 'person'
  return row.share === 'none' ? 'onlyYou' : 'shared'
}
