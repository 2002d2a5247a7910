import { listAccounts, nameOfAccount, type AccountRow } from '@/lib/accounts/list-accounts'
import { parseCurrency, type Currency } from '@/lib/core/currency'
import { dayIn } from '@/lib/core/format-day'
import type { IsoDate } from '@/lib/core/iso-date'
import { formatDecimal, money, type Money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { balanceSeries, type StepNet } from './balance-series'
import { buildLedger, sumWorth, valueAccount } from './build-ledger'
import { convertToBase, loadRates, type Rates } from '@/lib/accounts/fx'
import type { OverviewChoice, OverviewDto, Scope } from './overview'
import { axisOf, type Axis } from './period'
import { readDailyTotals, type DailyTotals } from './read-daily-totals'
import { readNews } from './read-news'
import { sparksOf } from './sparks'

/**
 * Everything the overview shows, read in one transaction of five statements that never scan the transactions: balances
 * are kept with the accounts, movements come from the daily totals, and only the ten newest rows are looked up.
 */
export async function readOverview(viewer: Viewer, choice: OverviewChoice, now = new Date()): Promise<OverviewDto> {
  const base = parseCurrency(viewer.baseCurrency)
  const today = dayIn(now, viewer.timeZone)
  const axis = axisOf(choice.period, today)
  return asViewer(viewer, async (db) => {
    const visible = await listAccounts(db, viewer, { archived: 'without' })
    const rates = await loadRates(db, [base, ...visible.map((account) => parseCurrency(account.currency))])
    const accounts = visible.filter((account) => isInScope(account, choice.scope)).map((account) => valueAccount(account, rates, base))
    const rows = accounts.map((account) => account.row)
    const counted = new Set(accounts.filter((account) => account.notCounted === null).map((account) => account.row.id))
    const totals = await readDailyTotals(db, viewer, { accounts: rows, counted, axis })
    const { latest, attention } = await readNews(db, viewer, { visible, listed: rows, now })
    const points = totalSeries(sumWorth(accounts, base), totals, { rates, base, axis })
    return {
      choice,
      baseCurrency: base,
      isEmpty: visible.length === 0,
      accountCount: rows.length,
      bankCount: new Set(rows.map((row) => `${row.aspspCountry} ${row.aspspName}`)).size,
      ledger: buildLedger({ accounts, grouping: choice.group, rates, base, viewer, now, sparks: sparksOf(accounts, totals, today) }),
      change: changeOver(points, base),
      points: points.map(({ day, minor }) => ({ day, amount: formatDecimal(money(minor, base)) })),
      attention,
      latest,
      accountNames: Object.fromEntries(visible.map((account) => [account.id, nameOfAccount(account)])),
      lastReadAt: lastRead(rows),
    }
  })
}

/** Mine: those I hold. Ours: those more than one of us may see. */
function isInScope(account: AccountRow, scope: Scope): boolean {
  if (scope === 'mine') return account.isHolder
  if (scope === 'ours') return account.share !== 'none' || account.holders.length > 1
  return true
}

type Point = { readonly day: IsoDate; readonly minor: bigint }

/** The way of the total, foreign movements at today's rates: the line shows what moved, not how currencies did. */
function totalSeries(
  total: Money | null,
  totals: DailyTotals,
  { rates, base, axis }: { rates: Rates; base: Currency; axis: Axis },
): Point[] {
  if (total === null) return []
  const nets: StepNet[] = []
  for (const [currency, moved] of totals.byCurrency) {
    for (const { step, netMinor } of moved) {
      const worth = convertToBase(rates, money(netMinor, parseCurrency(currency)), base)
      if (worth) nets.push({ step, netMinor: worth.minor })
    }
  }
  return balanceSeries(total.minor, nets, axis)
}

function changeOver(points: readonly Point[], base: Currency): OverviewDto['change'] {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last || first === last) return null
  const minor = last.minor - first.minor
  return { amount: toMoneyDto(money(minor, base)), since: first.day, ratio: shareOf(minor, first.minor) }
}

/** A share to one decimal of a percent; null when there was nothing, or a debt, to compare with. */
function shareOf(change: bigint, before: bigint): number | null {
  if (before <= 0n) return null
  const perMille = (change * 1000n) / before
  return perMille > 100_000n || perMille < -100_000n ? null : Number(perMille) / 1000
}

function lastRead(rows: readonly AccountRow[]): string | null {
  const times = rows.flatMap((row) => row.feeds.map((feed) => feed.lastSyncedAt)).filter((at) => at !== null)
  return times.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? null
}
