import { parseCurrency } from '@/lib/core/currency'
import { parseIsoDate } from '@/lib/core/iso-date'
import { money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import { asViewer, Prisma, type Db } from '@/lib/db'
import { accountLevel, allowsLevel } from '@/lib/households/access'
import type { Viewer } from '@/lib/households/viewer'
import { openVault, type Vault } from '@/lib/vault/vault'
import { countToReview, isAsked } from '../count-to-review'
import { listAccounts, nameOfAccount, type AccountRow } from '../list-accounts'
import { parseStoredDetail } from '../stored-detail'
import { compareRows, type ComparedRow } from './compare-rows'
import { listDecisions } from './list-decisions'
import { listOthers } from './question-others'
import type { ReviewDto, ReviewQuestion, ReviewRow } from './review'

/** As many as a person answers in one sitting; the rest come up as these are answered. */
const QUESTIONS_MAX = 30

/** The rows that need a person's eye, newest first, with what speaks for and against; and what was decided before. */
export async function listReview(viewer: Viewer): Promise<ReviewDto> {
  return asViewer(viewer, async (db) => {
    const accounts = await listAccounts(db, viewer, { archived: 'with' })
    const asking = await listAsking(db, viewer, accounts)
    const others = await listOthers(db, viewer, asking)
    const rows = await readRows(db, viewer, [...asking, ...[...others.values()].flat()])
    const questions = asking.flatMap((id) => toQuestion(viewer, { id, others: others.get(id) ?? [], rows, accounts }))
    const ids = accounts.map((account) => account.id)
    const count = await countToReview(db, viewer, ids)
    return { questions, more: Math.max(0, count - questions.length), decisions: await listDecisions(db, viewer, { accounts }) }
  })
}

async function listAsking(db: Db, viewer: Viewer, accounts: readonly AccountRow[]): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT t.id::text FROM transaction t
     WHERE t.household_id = ${viewer.householdId}::uuid AND t.account_id = ANY (${accounts.map(({ id }) => id)}::uuid[]) AND ${isAsked}
     ORDER BY t.effective_date DESC, t.id DESC LIMIT ${QUESTIONS_MAX}::int`
  return rows.map(({ id }) => id)
}

type FoundRow = Omit<ComparedRow, 'day' | 'iban' | 'reference' | 'transactionId' | 'text'> & {
  readonly id: string
  readonly accountId: string
  readonly day: string
  readonly bankName: string
  readonly description: string | null
  readonly note: string | null
  readonly reviewReason: string | null
  readonly supersededById: string | null
  readonly firstSeenAt: Date
  readonly sealedDetail: string
}

type ReadRow = { readonly found: FoundRow; readonly compared: ComparedRow; readonly shown: ReviewRow }

async function readRows(db: Db, viewer: Viewer, ids: readonly string[]): Promise<Map<string, ReadRow>> {
  if (ids.length === 0) return new Map()
  const vault = await openVault(db, viewer.householdId)
  const rows = await db.$queryRaw<FoundRow[]>`
    SELECT t.id::text, t.account_id::text AS "accountId", t.status, t.amount_minor AS "amountMinor", t.currency, t.effective_date::text AS day,
           coalesce(t.user_name, t.name) AS name, t.name AS "bankName", t.description, t.user_note AS note, t.balance_after_minor AS "balanceAfterMinor",
           t.first_run_id::text AS "firstRunId", t.review_reason AS "reviewReason", t.superseded_by_id::text AS "supersededById",
           t.first_seen_at AS "firstSeenAt", t.sealed_detail AS "sealedDetail"
      FROM transaction t
     WHERE t.household_id = ${viewer.householdId}::uuid AND t.id IN (${Prisma.join(ids.map((id) => Prisma.sql`${id}::uuid`))})`
  return new Map(rows.map((row): [string, ReadRow] => [row.id, toReadRow(vault, row)]))
}

function toReadRow(vault: Vault, found: FoundRow): ReadRow {
  const { id, status, amountMinor, currency, name, description, note } = found
  const detail = parseStoredDetail(vault.open({ table: 'transaction', column: 'sealed_detail', rowId: id }, found.sealedDetail))
  const day = parseIsoDate(found.day)
  const { iban } = amountMinor < 0n ? detail.creditor : detail.debtor
  const { entryReference: reference, transactionId, remittance } = detail
  const amount = toMoneyDto(money(amountMinor, parseCurrency(currency)))
  return {
    found,
    compared: { ...found, name: found.bankName, day, iban, reference, transactionId, text: remittance.join(' ') },
    shown: { id, status, amount, day, name, description, note, firstSeenAt: found.firstSeenAt.toISOString() },
  }
}

type Asked = {
  readonly id: string
  readonly others: readonly string[]
  readonly rows: ReadonlyMap<string, ReadRow>
  readonly accounts: readonly AccountRow[]
}

function toQuestion(viewer: Viewer, { id, others, rows, accounts }: Asked): ReviewQuestion[] {
  const row = rows.get(id)
  const account = accounts.find((one) => one.id === row?.found.accountId)
  if (!row || !account) return []
  const level = accountLevel({ holder: account.isHolder, share: account.share, role: viewer.role })
  const question = {
    row: row.shown,
    reason: row.found.reviewReason ?? '',
    accountName: nameOfAccount(account),
    bankName: account.aspspName,
    bankCountry: account.aspspCountry,
    mayDecide: allowsLevel(level, 'annotate'),
    others: others.flatMap((otherId) => {
      const other = rows.get(otherId)
      if (!other) return []
      return [{ ...other.shown, isBehind: other.found.supersededById === id, signs: compareRows(row.compared, other.compared) }]
    }),
  }
  return [question]
}
