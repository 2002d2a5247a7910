import { openAccountSecrets } from '@/lib/accounts/open-account-secrets'
import { stateOfFeed } from '@/lib/accounts/feed-state'
import { listAccounts, type AccountRow, type FeedRow } from '@/lib/accounts/list-accounts'
import { listBalances, type BalanceRow } from '@/lib/accounts/list-balances'
import { listPeople } from '@/lib/accounts/list-people'
import { anchorOf, listRunningRows, type RunningPage } from '@/lib/accounts/list-running-rows'
import { listSetAside } from '@/lib/accounts/list-set-aside'
import { sumPending, type PendingSum } from '@/lib/accounts/sum-pending'
import { toAccountDto } from '@/lib/accounts/to-account-dto'
import { findCursor, writeCursor } from '@/lib/accounts/transaction'
import { parseCurrency } from '@/lib/core/currency'
import { notFound } from '@/lib/core/errors'
import { dayIn } from '@/lib/core/format-day'
import { isUuid } from '@/lib/core/id'
import { parseIsoDate } from '@/lib/core/iso-date'
import { formatDecimal, money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import { asViewer, type Db } from '@/lib/db'
import { accountLevel } from '@/lib/households/access'
import type { Viewer } from '@/lib/households/viewer'
import type { AccountPageDto, BalanceDto, FeedDto, RunningPageDto } from './account-page'
import { balanceSeries } from './balance-series'
import { convertToBase, loadRates } from '@/lib/accounts/fx'
import { axisOf, type Period } from './period'
import { readCompleteness } from './read-completeness'
import { readDailyTotals } from './read-daily-totals'

const ROWS_FIRST = 30
const ROWS_MORE = 60

/** @throws AppError not_found when there is no such account for this viewer */
export async function readAccountPage(
  viewer: Viewer,
  { accountId, period }: { accountId: string; period: Period },
  now = new Date(),
): Promise<AccountPageDto> {
  return asViewer(viewer, async (db) => {
    const { account, visible } = await getAccount(db, viewer, accountId)
    const base = parseCurrency(viewer.baseCurrency)
    const secrets = await openAccountSecrets(db, viewer, accountId)
    const balances = await listBalances(db, viewer, accountId)
    const pending = await sumPending(db, viewer, account)
    const running = await listRunningRows(db, viewer, {
      account,
      visible,
      anchor: anchorOf(account, balances),
      cursor: null,
      limit: ROWS_FIRST,
    })
    const rates = account.currency === base ? null : await loadRates(db, [base, parseCurrency(account.currency)])
    const worth = rates && account.balanceMinor !== null ? convertToBase(rates, moneyOf(account, account.balanceMinor), base) : null
    return {
      ...secrets,
      account: toAccountDto(account, viewer.memberId, now),
      level: accountLevel({ holder: account.isHolder, share: account.share, role: viewer.role }),
      converted: worth && toMoneyDto(worth),
      share: account.share,
      period,
      points: await readPoints(db, viewer, { account, period, now }),
      balances: balances.map((balance) => toBalanceDto(balance, account)),
      pending: pending && toPendingDto(pending, account),
      running: toRunningDto(running, account),
      people: await listPeople(db, viewer, { accountId, share: account.share }),
      feeds: ownFirst(account.feeds.filter(isSource).map((feed) => toFeedDto(feed, viewer.memberId, now))),
      setAside: await listSetAside(db, viewer, accountId),
      completeness: await readCompleteness(db, viewer, { accountId, today: dayIn(now, viewer.timeZone) }),
    }
  })
}

/** The next page of an account's rows with their running balance. */
export async function readRunningPage(
  viewer: Viewer,
  { accountId, cursor }: { accountId: string; cursor: string | null },
): Promise<RunningPageDto> {
  return asViewer(viewer, async (db) => {
    const { account, visible } = await getAccount(db, viewer, accountId)
    const anchor = anchorOf(account, await listBalances(db, viewer, accountId))
    return toRunningDto(
      await listRunningRows(db, viewer, { account, visible, anchor, cursor: findCursor(cursor), limit: ROWS_MORE }),
      account,
    )
  })
}

async function getAccount(db: Db, viewer: Viewer, accountId: string): Promise<{ account: AccountRow; visible: AccountRow[] }> {
  if (!isUuid(accountId)) throw notFound('account')
  const visible = await listAccounts(db, viewer, { archived: 'with' })
  const account = visible.find((one) => one.id === accountId)
  if (!account) throw notFound('account')
  return { account, visible }
}

async function readPoints(db: Db, viewer: Viewer, { account, period, now }: { account: AccountRow; period: Period; now: Date }) {
  if (account.balanceMinor === null) return []
  const axis = axisOf(period, dayIn(now, viewer.timeZone))
  const totals = await readDailyTotals(db, viewer, { accounts: [account], counted: new Set([account.id]), axis })
  const series = balanceSeries(account.balanceMinor, totals.byCurrency.get(account.currency) ?? [], axis)
  return series.map(({ day, minor }) => ({ day, amount: formatDecimal(moneyOf(account, minor)) }))
}

function moneyOf(account: Pick<AccountRow, 'currency'>, minor: bigint) {
  return money(minor, parseCurrency(account.currency))
}

function toBalanceDto(balance: BalanceRow, account: AccountRow): BalanceDto {
  return {
    type: balance.type,
    amount: toMoneyDto(money(balance.amountMinor, parseCurrency(balance.currency))),
    name: balance.name,
    referenceDate: balance.referenceDate,
    observedAt: balance.observedAt.toISOString(),
    counts: balance.type === account.balanceType && balance.currency === account.currency,
  }
}

function toPendingDto(pending: PendingSum, account: AccountRow): AccountPageDto['pending'] {
  const { count, names, minor, newestDay } = pending
  return { count, names, sum: toMoneyDto(moneyOf(account, minor)), newestDay: parseIsoDate(newestDay) }
}

function toRunningDto(page: RunningPage, account: AccountRow): RunningPageDto {
  const dto = (minor: bigint | null) => (minor === null ? null : toMoneyDto(moneyOf(account, minor)))
  return {
    rows: page.rows.map(({ balanceAfterMinor, ...row }) => ({ ...row, balanceAfter: dto(balanceAfterMinor) })),
    next: page.next && writeCursor(page.next),
    opening: dto(page.openingMinor),
  }
}

/** Neither taken over by a newer access, nor left to its other holders when accounts were chosen. */
function isSource({ superseded, status, feedState }: FeedRow): boolean {
  return !superseded && !(feedState === 'ended' && status === 'authorized')
}

function ownFirst(feeds: readonly FeedDto[]): FeedDto[] {
  return [...feeds.filter((feed) => feed.isOwn), ...feeds.filter((feed) => !feed.isOwn)]
}

function toFeedDto(feed: FeedRow, memberId: string, now: Date): FeedDto {
  return {
    memberName: feed.memberName,
    bankSessionId: feed.bankSessionId,
    isOwn: feed.memberId === memberId,
    state: stateOfFeed(feed, now),
    validUntil: feed.validUntil,
    lastSyncedAt: feed.lastSyncedAt,
    historyFrom: feed.historyFrom,
    isUnreadable: feed.feedState === 'unreadable',
  }
}
