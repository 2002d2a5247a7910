import { parseStoredDetail } from '@/lib/accounts/stored-detail'
import { searchTerms } from '@/lib/accounts/search-terms'
import { findIban } from '@/lib/core/iban'
import { Prisma, type Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import type { Vault } from '@/lib/vault/vault'
import { hintOf } from '@/lib/payments/account-index'
import type { PayeeSuggestion } from './payee-dto'

type HistoryQuery = {
  readonly text: string
  /** Blind indexes of IBANs that are offered already. */
  readonly known: ReadonlySet<string>
  readonly limit: number
}

type HistoryRow = { readonly id: string; readonly name: string; readonly counterpartyIndex: string; readonly sealedDetail: string }

/** Shorter texts are not in the search index. */
const SEARCHED_LENGTH_MIN = 3
const HITS_MAX = 200
const RECENT_DAYS = 90

/**
 * Whoever was paid from an account the viewer sees, by name, lately paid ones first; only those that are shown are opened. Somebody
 * whose IBAN the bank did not give cannot be paid again from here.
 */
export async function readPayeeHistory(db: Db, viewer: Viewer, { vault, ...query }: HistoryQuery & { vault: Vault }) {
  const rows = await selectHistory(db, viewer, query)
  return rows.flatMap((row): PayeeSuggestion[] => {
    const place = { table: 'transaction', column: 'sealed_detail', rowId: row.id }
    const { creditor } = parseStoredDetail(vault.open(place, row.sealedDetail))
    const iban = findIban(creditor.iban)
    if (!iban) return []
    const account = { scheme: 'IBAN', identification: iban }
    const nobody = { payeeId: null, bic: null, country: null, bankTileId: null, alias: null }
    return [{ key: `history ${row.id}`, kind: 'history', name: creditor.name ?? row.name, account, hint: hintOf(account), ...nobody }]
  })
}

async function selectHistory(db: Db, viewer: Viewer, { text, known, limit }: HistoryQuery): Promise<HistoryRow[]> {
  const among = await findRows(db, text)
  if (among === null) return []
  const { householdId, memberId } = viewer
  return db.$queryRaw<HistoryRow[]>`
    WITH visible AS (
      SELECT a.id FROM account a
        LEFT JOIN account_access x ON x.household_id = a.household_id AND x.account_id = a.id AND x.member_id = ${memberId}::uuid
       WHERE a.household_id = ${householdId}::uuid AND a.choice = 'kept' AND (x.holder OR a.share <> 'none')),
    paid AS (
      SELECT DISTINCT ON (t.counterparty_index) t.id, t.name, t.counterparty_index, t.effective_date, t.sealed_detail
        FROM transaction t
       WHERE t.household_id = ${householdId}::uuid AND t.account_id IN (SELECT id FROM visible) AND ${among}
         AND t.amount_minor < 0 AND t.status = 'BOOK' AND t.superseded_by_id IS NULL AND t.counterparty_index IS NOT NULL
         AND NOT t.counterparty_index = ANY (${[...known]}::text[])
       ORDER BY t.counterparty_index, t.effective_date DESC, t.id DESC)
    SELECT id::text, name, counterparty_index AS "counterpartyIndex", sealed_detail AS "sealedDetail" FROM paid
     ORDER BY effective_date DESC, id DESC LIMIT ${limit}`
}

/** Rows by their text through the search index, by name; without a text those of the last months. Null: nothing to look for. */
async function findRows(db: Db, text: string): Promise<Prisma.Sql | null> {
  const typed = text.trim().toLowerCase()
  if (typed === '') return Prisma.sql`t.effective_date > current_date - ${RECENT_DAYS}::int`
  if (typed.length < SEARCHED_LENGTH_MIN) return null
  const hits = await db.$queryRaw<{ id: string }[]>`SELECT id::text FROM saldo_search(${searchTerms(typed)}, NULL, NULL, ${HITS_MAX}::int)`
  const ids = hits.map(({ id }) => id)
  return Prisma.sql`t.id = ANY (${ids}::uuid[]) AND strpos(lower(t.name), ${typed}) > 0`
}
