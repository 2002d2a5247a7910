import { parseCurrency } from '@/lib/core/currency'
import { findIban } from '@/lib/core/iban'
import { parseIsoDate } from '@/lib/core/iso-date'
import { money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import { Prisma, type Db, type DbViewer } from '@/lib/db'
import { openVault } from '@/lib/vault/vault'
import type { AccountRow } from './list-accounts'
import { IBAN_INDEX } from './blind-index'
import { searchTerms } from './search-terms'
import type { TransactionCursor, TransactionDto } from './transaction'
import { afterCursor, NEWEST_FIRST, transactionConditions, type ListedAccounts } from './transaction-conditions'
import type { TransactionFilter } from './transaction-filter'

export type TransactionPage = { readonly rows: readonly TransactionDto[]; readonly next: TransactionCursor | null }

type Query = {
  /** The accounts the viewer may see, from `listAccounts`. */
  readonly visible: readonly AccountRow[]
  readonly filter: TransactionFilter
  readonly cursor: TransactionCursor | null
  readonly limit: number
}

/**
 * One page of the list over all visible accounts, newest first, by keyset. A page may be short and still have a next
 * one when a search matched many rows that the filter leaves out.
 */
export async function listTransactions(db: Db, viewer: DbViewer, query: Query): Promise<TransactionPage> {
  const accounts = narrowAccounts(query)
  if (accounts.ids.length === 0) return { rows: [], next: null }
  const iban = findIban(query.filter.text)
  if (iban) return listByIban(db, viewer, query, iban)
  const terms = query.filter.text === null ? [] : searchTerms(query.filter.text)
  if (terms.length > 0) return searchTransactions(db, { viewer, query, accounts, terms })
  const conditions = [...transactionConditions(viewer.householdId, accounts, query.filter), afterCursor(query.cursor)]
  return toPage(await selectRows(db, query, conditions), query)
}

function narrowAccounts({ visible, filter }: Query): ListedAccounts {
  const listed = filter.accounts.length === 0 ? visible : visible.filter((account) => filter.accounts.includes(account.id))
  return { ids: listed.map((account) => account.id), currencies: listed.map((account) => account.currency) }
}

/** A full IBAN is looked for through its blind index: on the other side, or as one of the viewer's own accounts. */
async function listByIban(db: Db, viewer: DbViewer, query: Query, iban: string): Promise<TransactionPage> {
  const index = (await openVault(db, viewer.householdId)).blindIndex(IBAN_INDEX, iban)
  const own = query.visible.filter((account) => account.ibanIndex === index).map((account) => account.id)
  const conditions = [
    ...transactionConditions(viewer.householdId, narrowAccounts(query), query.filter),
    afterCursor(query.cursor),
    Prisma.sql`(t.counterparty_index = ${index} OR t.account_id = ANY (${own}::uuid[]))`,
  ]
  return toPage(await selectRows(db, query, conditions), query)
}

/** The first step asks for little more than a page; with filters on top, later ones ask for as much as the search gives. */
const HITS_SPARE = 40
const HITS_MAX = 500
const STEPS_MAX = 5

type Search = { viewer: DbViewer; query: Query; accounts: ListedAccounts; terms: readonly string[] }

/** Walks the hits of the text search, newest first, until the page is full or the hits are used up. */
async function searchTransactions(db: Db, { viewer, query, accounts, terms }: Search): Promise<TransactionPage> {
  const conditions = transactionConditions(viewer.householdId, accounts, query.filter)
  const rows: TransactionDto[] = []
  let cursor = query.cursor
  for (let step = 0; step < STEPS_MAX; step++) {
    const asked = step === 0 ? Math.min(query.limit + HITS_SPARE, HITS_MAX) : HITS_MAX
    const hits = await db.$queryRaw<{ id: string }[]>`
      SELECT id::text FROM saldo_search(${[...terms]}, ${cursor?.day ?? null}::date, ${cursor?.id ?? null}::uuid, ${asked}::int)`
    if (hits.length > 0) {
      const among = Prisma.sql`t.id = ANY (${hits.map((hit) => hit.id)}::uuid[])`
      rows.push(...(await selectRows(db, query, [...conditions, among])))
    }
    if (rows.length > query.limit || hits.length < asked) return toPage(rows, query)
    cursor = await placeOf(db, viewer, hits.at(-1)?.id ?? '')
    if (cursor === null) break
  }
  return rows.length > query.limit ? toPage(rows, query) : { rows, next: cursor }
}

async function placeOf(db: Db, viewer: DbViewer, id: string): Promise<TransactionCursor | null> {
  const [row] = await db.$queryRaw<{ day: string }[]>`
    SELECT effective_date::text AS day FROM transaction t WHERE t.household_id = ${viewer.householdId}::uuid AND t.id = ${id}::uuid`
  return row ? { day: parseIsoDate(row.day), id } : null
}

export type TransactionRow = {
  id: string
  accountId: string
  status: string
  amountMinor: bigint
  currency: string
  day: string
  name: string
  description: string | null
  category: string | null
  note: string | null
  reviewReason: string | null
  isOwnTransfer: boolean
}

async function selectRows(db: Db, query: Query, conditions: readonly Prisma.Sql[]): Promise<TransactionDto[]> {
  const rows = await db.$queryRaw<TransactionRow[]>`
    SELECT ${transactionColumns(query.visible)} FROM transaction t
     WHERE ${Prisma.join([...conditions], ' AND ')} ${NEWEST_FIRST} LIMIT ${query.limit + 1}`
  return rows.map(toTransactionDto)
}

/** The columns of `TransactionDto`. An own transfer is one whose other side is an account the viewer may see. */
export function transactionColumns(visible: readonly Pick<AccountRow, 'ibanIndex'>[]): Prisma.Sql {
  const ownIndexes = visible.map((account) => account.ibanIndex).filter((index) => index !== null)
  return Prisma.sql`t.id::text, t.account_id::text AS "accountId", t.status, t.amount_minor AS "amountMinor", t.currency,
    t.effective_date::text AS day, coalesce(t.user_name, t.name) AS name, t.description,
    coalesce(t.user_category, t.category) AS category, t.user_note AS note, t.review_reason AS "reviewReason",
    coalesce(t.counterparty_index = ANY (${ownIndexes}::text[]), false) AS "isOwnTransfer"`
}

export function toTransactionDto({ amountMinor, currency, day, ...row }: TransactionRow): TransactionDto {
  return { ...row, day: parseIsoDate(day), amount: toMoneyDto(money(amountMinor, parseCurrency(currency))) }
}

function toPage(rows: readonly TransactionDto[], { limit }: Query): TransactionPage {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last ? { day: last.day, id: last.id } : null }
}
