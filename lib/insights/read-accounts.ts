import { listAccounts } from '@/lib/accounts/list-accounts'
import { toAccountDto } from '@/lib/accounts/to-account-dto'
import { parseCurrency } from '@/lib/core/currency'
import { dayIn } from '@/lib/core/format-day'
import { asViewer } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { buildLedger, valueAccount } from './build-ledger'
import { loadRates } from '@/lib/accounts/fx'
import type { AccountsDto, Grouping } from './overview'
import { axisOf } from './period'
import { readDailyTotals } from './read-daily-totals'
import { sparksOf } from './sparks'

/** All accounts a viewer may see, in groups with their sums; archived ones apart and in no sum. */
export async function readAccounts(viewer: Viewer, grouping: Grouping, now = new Date()): Promise<AccountsDto> {
  const base = parseCurrency(viewer.baseCurrency)
  const today = dayIn(now, viewer.timeZone)
  return asViewer(viewer, async (db) => {
    const rows = await listAccounts(db, viewer, { archived: 'with' })
    const rates = await loadRates(db, [base, ...rows.map((row) => parseCurrency(row.currency))])
    const accounts = rows.filter((row) => row.archivedAt === null).map((row) => valueAccount(row, rates, base))
    const kept = accounts.map((account) => account.row)
    const totals = await readDailyTotals(db, viewer, { accounts: kept, counted: new Set(), axis: axisOf('1m', today) })
    const archived = rows.filter((row) => row.archivedAt !== null)
    return {
      baseCurrency: base,
      isEmpty: rows.length === 0,
      ledger: buildLedger({ accounts, grouping, rates, base, viewer, now, sparks: sparksOf(accounts, totals, today) }),
      archived: archived.map((row) => ({ account: toAccountDto(row, viewer.memberId, now), converted: null, notCounted: null, spark: [] })),
    }
  })
}
