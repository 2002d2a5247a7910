import { listAccounts, nameOfAccount, type AccountRow } from '@/lib/accounts/list-accounts'
import { listTransactions, type TransactionPage } from '@/lib/accounts/list-transactions'
import { countToReview } from '@/lib/accounts/count-to-review'
import { writeCursor, type TransactionCursor } from '@/lib/accounts/transaction'
import type { TransactionFilter } from '@/lib/accounts/transaction-filter'
import { parseCurrency, type Currency } from '@/lib/core/currency'
import { isBooked } from '@/lib/core/iso-20022'
import { formatDecimal } from '@/lib/core/money'
import { fromMoneyDto } from '@/lib/core/money-dto'
import { asViewer, type Db } from '@/lib/db'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { convertToBase, loadRates, type Rates } from '@/lib/accounts/fx'
import { usedRates } from './used-rates'
import type { ListedAccount, TransactionListDto, TransactionPageDto } from './transaction-list'

const ROWS = 60

/** The first page of the list with what its filter needs. */
export async function readTransactionList(viewer: Viewer, filter: TransactionFilter): Promise<TransactionListDto> {
  return asViewer(viewer, async (db) => {
    const base = parseCurrency(viewer.baseCurrency)
    const visible = await listAccounts(db, viewer, { archived: 'with' })
    const rates = await ratesFor(db, visible, base)
    const page = await listTransactions(db, viewer, { visible, filter, cursor: null, limit: ROWS })
    return {
      filter,
      baseCurrency: base,
      accounts: visible.map(toListedAccount),
      page: toPageDto(page, rates, base),
      rates: usedRates(
        rates,
        page.rows.map((row) => row.amount.currency),
        base,
      ),
      reviewCount: await countToReview(
        db,
        viewer,
        visible.map((account) => account.id),
      ),
      mayEdit: mayDo(viewer, 'edit'),
    }
  })
}

/** A later page, for the endless list. */
export async function readTransactionPage(
  viewer: Viewer,
  query: { filter: TransactionFilter; cursor: TransactionCursor | null },
): Promise<TransactionPageDto> {
  return asViewer(viewer, async (db) => {
    const base = parseCurrency(viewer.baseCurrency)
    const visible = await listAccounts(db, viewer, { archived: 'with' })
    const rates = await ratesFor(db, visible, base)
    return toPageDto(await listTransactions(db, viewer, { ...query, visible, limit: ROWS }), rates, base)
  })
}

function ratesFor(db: Db, visible: readonly AccountRow[], base: Currency): Promise<Rates> {
  return loadRates(db, [base, ...visible.map((account) => parseCurrency(account.currency))])
}

function toPageDto(page: TransactionPage, rates: Rates, base: Currency): TransactionPageDto {
  const rows = page.rows.map((row) => {
    if (!isBooked(row.status) || row.isOwnTransfer) return { ...row, counted: null }
    const worth = convertToBase(rates, fromMoneyDto(row.amount), base)
    return { ...row, counted: worth && formatDecimal(worth) }
  })
  return { rows, next: page.next && writeCursor(page.next) }
}

function toListedAccount(account: AccountRow): ListedAccount {
  return {
    id: account.id,
    name: nameOfAccount(account),
    bankName: account.aspspName,
    bankCountry: account.aspspCountry,
    lastFour: account.lastFour,
    isArchived: account.archivedAt !== null,
  }
}
