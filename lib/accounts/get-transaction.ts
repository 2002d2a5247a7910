import { notFound } from '@/lib/core/errors'
import { parseCurrency } from '@/lib/core/currency'
import { isUuid } from '@/lib/core/id'
import { utcDay } from '@/lib/core/iso-date'
import { money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import { asViewer, type Db } from '@/lib/db'
import { accountLevel, allowsLevel } from '@/lib/households/access'
import type { Viewer } from '@/lib/households/viewer'
import { openVault } from '@/lib/vault/vault'
import { listDecisions } from './decisions/list-decisions'
import type { DecidedRowDto } from './decisions/review'
import { explainRow } from './explain-row'
import { listAccounts, nameOfAccount } from './list-accounts'
import { toTransactionDto, transactionColumns, type TransactionRow } from './list-transactions'
import { parseStoredDetail, type StoredDetail } from './stored-detail'
import type { TransactionDetailDto } from './transaction-detail'

type DetailRow = TransactionRow & {
  sealedDetail: string
  bankName: string
  bankCategory: string | null
  hasOwnName: boolean
  hasOwnCategory: boolean
  supersededById: string | null
  firstSeenAt: Date
}

/**
 * One row with everything the bank said about it and why it is one row.
 * @throws AppError not_found when there is no such row for this viewer
 */
export async function getTransaction(viewer: Viewer, id: string): Promise<TransactionDetailDto> {
  if (!isUuid(id)) throw notFound('transaction')
  return asViewer(viewer, async (db) => {
    const visible = await listAccounts(db, viewer, { archived: 'with' })
    const row = await selectRow(db, viewer, { id, visible })
    const account = visible.find((one) => one.id === row?.accountId)
    if (!row || !account) throw notFound('transaction')
    const vault = await openVault(db, viewer.householdId)
    const detail = parseStoredDetail(vault.open({ table: 'transaction', column: 'sealed_detail', rowId: id }, row.sealedDetail))
    const level = accountLevel({ holder: account.isHolder, share: account.share, role: viewer.role })
    return {
      row: toTransactionDto(pickRow(row)),
      accountName: nameOfAccount(account),
      bankName: account.aspspName,
      mayEdit: allowsLevel(level, 'annotate') && row.supersededById === null,
      bankSays: { name: row.bankName, category: row.bankCategory },
      hasOwnName: row.hasOwnName,
      hasOwnCategory: row.hasOwnCategory,
      ...factsOf(detail, row.amountMinor),
      reasons: await explainRow(db, viewer, { account, row }),
      supersededBy: row.supersededById === null ? null : await findStanding(db, viewer, row.supersededById),
      decisions: await listDecisions(db, viewer, { accounts: [account], about: id }),
      firstSeenAt: row.firstSeenAt.toISOString(),
    }
  })
}

async function selectRow(db: Db, viewer: Viewer, { id, visible }: { id: string; visible: Awaited<ReturnType<typeof listAccounts>> }) {
  const ids = visible.map((account) => account.id)
  const [row] = await db.$queryRaw<DetailRow[]>`
    SELECT ${transactionColumns(visible)}, t.sealed_detail AS "sealedDetail", t.name AS "bankName", t.category AS "bankCategory",
           t.user_name IS NOT NULL AS "hasOwnName", t.user_category IS NOT NULL AS "hasOwnCategory", t.first_seen_at AS "firstSeenAt",
           t.superseded_by_id::text AS "supersededById"
      FROM transaction t
     WHERE t.household_id = ${viewer.householdId}::uuid AND t.id = ${id}::uuid AND t.account_id = ANY (${ids}::uuid[])`
  return row
}

/** The row in whose favour one stepped back. */
async function findStanding(db: Db, viewer: Viewer, id: string): Promise<DecidedRowDto | null> {
  const row = await db.transaction.findUnique({ where: { householdId_id: { householdId: viewer.householdId, id } } })
  if (!row) return null
  const amount = toMoneyDto(money(row.amountMinor, parseCurrency(row.currency)))
  return { id, name: row.userName ?? row.name, day: utcDay(row.effectiveDate), amount }
}

/** Only the list's columns go on: the sealed text stays here. */
function pickRow(row: DetailRow): TransactionRow {
  const { id, accountId, status, amountMinor, currency, day, name, description, category, note, reviewReason, isOwnTransfer } = row
  return { id, accountId, status, amountMinor, currency, day, name, description, category, note, reviewReason, isOwnTransfer }
}

function factsOf(detail: StoredDetail, amountMinor: bigint) {
  const party = amountMinor < 0n ? detail.creditor : detail.debtor
  const { bankCode } = detail
  return {
    raw: [party.name, ...detail.remittance, detail.note].filter((line) => line !== null).filter((line) => line !== ''),
    counterparty: { name: party.name, iban: party.iban, otherAccount: party.otherAccount, address: party.addressLines },
    instructed: detail.exchange?.instructed ?? null,
    exchangeRate: detail.exchange?.rate ?? null,
    balanceAfter: detail.balanceAfter,
    amountExcess: detail.amountExcess,
    codes: {
      entryReference: detail.entryReference,
      referenceNumber: detail.referenceNumber,
      transactionId: detail.transactionId,
      bankCode: [bankCode.code, bankCode.subCode].filter(Boolean).join(' ') || null,
      bankCodeText: bankCode.description,
      merchantCategoryCode: detail.merchantCategoryCode,
      bookingDate: detail.bookingDate,
      valueDate: detail.valueDate,
      transactionDate: detail.transactionDate,
      bankStatus: detail.status,
    },
  }
}
