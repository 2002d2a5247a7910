import type { AccountRow } from '@/lib/accounts/list-accounts'
import { worstState } from '@/lib/accounts/feed-state'
import { toAccountDto } from '@/lib/accounts/to-account-dto'
import { parseCurrency, type Currency } from '@/lib/core/currency'
import { money, sumByCurrency, type Money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import { convertToBase, type Rates } from '@/lib/accounts/fx'
import type { CurrencySum, Grouping, Ledger, LedgerGroup, LedgerRow, NotCounted } from './overview'
import { usedRates } from './used-rates'

/** An account with what its balance is worth, exactly. */
export type ValuedAccount = {
  readonly row: AccountRow
  readonly balance: Money | null
  /** In the base currency; null when the balance or the rate is not known. */
  readonly worth: Money | null
  readonly notCounted: NotCounted | null
}

export function valueAccount(row: AccountRow, rates: Rates, base: Currency): ValuedAccount {
  const balance = row.balanceMinor === null ? null : money(row.balanceMinor, parseCurrency(row.currency))
  const worth = balance && convertToBase(rates, balance, base)
  if (!row.includeInTotals) return { row, balance, worth, notCounted: 'excluded' }
  if (balance === null) return { row, balance, worth, notCounted: 'no_balance' }
  return { row, balance, worth, notCounted: worth === null ? 'no_rate' : null }
}

/** What counts, summed: every sum on the page is a sum of rows on the page, each converted and rounded once. */
export function sumWorth(accounts: readonly ValuedAccount[], base: Currency): Money | null {
  const counted = accounts.filter((account) => account.notCounted === null && account.worth !== null)
  if (counted.length === 0) return null
  return money(
    counted.reduce((sum, account) => sum + (account.worth?.minor ?? 0n), 0n),
    base,
  )
}

type LedgerInput = {
  accounts: readonly ValuedAccount[]
  grouping: Grouping
  rates: Rates
  base: Currency
  viewer: { memberId: string }
  now: Date
  sparks: ReadonlyMap<string, readonly string[]>
}

export function buildLedger({ accounts, grouping, rates, base, viewer, now, sparks }: LedgerInput): Ledger {
  const groups = new Map<string, { title: string; members: ValuedAccount[] }>()
  for (const account of accounts) {
    const { key, title } = groupOf(account.row, grouping)
    const group = groups.get(key) ?? { title, members: [] }
    group.members.push(account)
    groups.set(key, group)
  }
  const total = sumWorth(accounts, base)
  const converted = accounts.filter((account) => account.worth !== null)
  return {
    grouping,
    groups: [...groups].map(([key, { title, members }]) =>
      toGroup({ key, title, members, base, grouping, memberId: viewer.memberId, now, sparks }),
    ),
    currencies: sumCurrencies(accounts, base),
    total: total && toMoneyDto(total),
    rates: usedRates(
      rates,
      converted.map((account) => account.row.currency),
      base,
    ),
    withoutRate: [...new Set(accounts.filter((account) => account.notCounted === 'no_rate').map((account) => account.row.currency))].sort(),
    withoutBalance: accounts.filter((account) => account.notCounted === 'no_balance').length,
    notIncluded: accounts.filter((account) => account.notCounted === 'excluded').length,
  }
}

function groupOf(row: AccountRow, grouping: Grouping): { key: string; title: string } {
  switch (grouping) {
    case 'bank':
      return { key: `${row.aspspCountry} ${row.aspspName}`, title: row.aspspName }
    case 'type':
      return { key: row.type, title: row.type }
    case 'currency':
      return { key: row.currency, title: row.currency }
    case 'owner':
      return { key: row.holders.map((holder) => holder.memberId).join(' '), title: row.holders.map((holder) => holder.name).join(', ') }
  }
}

type GroupInput = {
  key: string
  title: string
  members: readonly ValuedAccount[]
  base: Currency
  grouping: Grouping
  memberId: string
  now: Date
  sparks: ReadonlyMap<string, readonly string[]>
}

function toGroup({ key, title, members, base, grouping, memberId, now, sparks }: GroupInput): LedgerGroup {
  const rows = members.map((member): LedgerRow => ({
    account: toAccountDto(member.row, memberId, now),
    converted: member.worth && member.row.currency !== base ? toMoneyDto(member.worth) : null,
    notCounted: member.notCounted,
    spark: sparks.get(member.row.id) ?? [],
  }))
  const subtotal = sumWorth(members, base)
  return {
    key,
    title,
    subtotal: subtotal && toMoneyDto(subtotal),
    state: grouping === 'bank' ? worstState(rows.map((row) => row.account.state)) : null,
    rows,
  }
}

function sumCurrencies(accounts: readonly ValuedAccount[], base: Currency): CurrencySum[] {
  const known = accounts.filter((account) => account.notCounted === null || account.notCounted === 'no_rate')
  const balances = known.map((account) => account.balance).filter((balance) => balance !== null)
  return sumByCurrency(balances).map((sum) => {
    const worth = sumWorth(
      known.filter((account) => account.row.currency === sum.currency),
      base,
    )
    return { sum: toMoneyDto(sum), converted: sum.currency === base || worth === null ? null : toMoneyDto(worth) }
  })
}
