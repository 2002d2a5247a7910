import { normaliseText } from '@/lib/accounts/evidence'
import type { AccountNumber } from '@/lib/banking/payment-port'
import { asViewer, Prisma, type Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import { openVault } from '@/lib/vault/vault'
import { indexAccount, indexCounterparty } from '@/lib/payments/account-index'
import { visiblePayments } from '@/lib/payments/pages/payment-row'

/** What the viewer may know of whom an order pays. Days are 'YYYY-MM-DD', instants ISO 8601. */
export type ExplainedPayee = {
  /** The entry of the list with this account. */
  readonly known: { readonly payeeId: string; readonly name: string } | null
  /** When this account was last paid from one the viewer sees; null: never. */
  readonly paidBefore: { readonly lastDay: string } | null
  /** The number on the list is not the one that was paid before: since then. Or this is the former number of somebody on it. */
  readonly changedSince: { readonly at: string; readonly isFormer: boolean } | null
  /** Somebody of the same name on the list, or paid before, has another account. */
  readonly sameNameOtherAccount: { readonly name: string; readonly hint: string | null } | null
}

type PayeeRow = {
  readonly id: string
  readonly name: string
  readonly hint: string
  readonly accountIndex: string
  readonly previousAccountIndex: string | null
  readonly changedAt: Date | null
  readonly removedAt: Date | null
}

const DAY_MS = 86_400_000
/** How long a change is worth saying although the new account was paid meanwhile. */
const CHANGE_IS_NEWS_MS = 30 * DAY_MS
/** How long an entry that was taken off the list is remembered: another under its name is a changed number all the same. */
const REMEMBERED_MS = 365 * DAY_MS

export type ExplainTarget = { readonly name: string; readonly account: AccountNumber }

/** Whether an account is whose the person thinks it is: what is known of it, and of the name that stands beside it. */
export async function explainPayee(viewer: Viewer, target: ExplainTarget, now = new Date()): Promise<ExplainedPayee> {
  const [explained] = await explainPayees(viewer, [target], now)
  return explained!
}

/** The same for all lines of an order at once, in their order. */
export function explainPayees(viewer: Viewer, targets: readonly ExplainTarget[], now: Date): Promise<ExplainedPayee[]> {
  return asViewer(viewer, async (db) => {
    const vault = await openVault(db, viewer.householdId)
    const wanted = targets.map(({ name, account }) => ({
      ...{ name, plainName: normaliseText(name) },
      ...{ index: indexAccount(vault, account), counterpartyIndex: indexCounterparty(vault, account) },
    }))
    const payees = await selectPayees(db, viewer, now)
    const lastDays = await readLastDays(db, viewer, wanted)
    const explained = wanted.map((one) => explain({ wanted: one, payees, lastDay: lastDays.get(one.index) ?? null, now }))
    const strangers = wanted.filter(({ plainName }, at) => plainName !== '' && isStranger(explained[at]!))
    const namesakes = await findNamesakes(db, viewer, strangers)
    return explained.map((one, at) => ({ ...one, sameNameOtherAccount: one.sameNameOtherAccount ?? namesakes.get(wanted[at]!) ?? null }))
  })
}

type Wanted = { readonly name: string; readonly plainName: string; readonly index: string; readonly counterpartyIndex: string | null }

type Knowledge = {
  readonly wanted: Wanted
  readonly payees: readonly PayeeRow[]
  readonly lastDay: string | null
  readonly now: Date
}

/** What the list says, and when the account was last paid. */
function explain({ wanted: { index, plainName }, payees, lastDay, now }: Knowledge): ExplainedPayee {
  const isNews = (at: Date) => lastDay === null || now.getTime() - at.getTime() < CHANGE_IS_NEWS_MS
  const listed = payees.filter(({ removedAt }) => removedAt === null)
  const known = listed.find(({ accountIndex }) => accountIndex === index) ?? null
  const names = [plainName, normaliseText(known?.name ?? '')].filter((name) => name !== '')
  const elsewhere = payees.filter((one) => names.includes(normaliseText(one.name)) && one.accountIndex !== index)
  const namesake = elsewhere.find(({ removedAt }) => removedAt === null || isNews(removedAt)) ?? null
  return {
    known: known && { payeeId: known.id, name: known.name },
    paidBefore: lastDay === null ? null : { lastDay },
    changedSince: known ? changeOf(known, namesake, isNews) : findFormer({ index, payees, listed }),
    sameNameOtherAccount: namesake && { name: namesake.name, hint: namesake.hint },
  }
}

/** Changed in the entry, or by removing it and adding another of its name. */
function changeOf({ changedAt }: PayeeRow, namesake: PayeeRow | null, isNews: (at: Date) => boolean): ExplainedPayee['changedSince'] {
  const at = changedAt ?? namesake?.removedAt ?? null
  return at !== null && isNews(at) ? { at: at.toISOString(), isFormer: false } : null
}

type Lists = { readonly index: string; readonly payees: readonly PayeeRow[]; readonly listed: readonly PayeeRow[] }

/** The number somebody on the list had before, in this entry or in one of the same name that was removed. */
function findFormer({ index, payees, listed }: Lists): ExplainedPayee['changedSince'] {
  const moved = payees.find((one) => one.previousAccountIndex === index)
  const replaced = payees.find(
    (one) => one.accountIndex === index && listed.some(({ name }) => normaliseText(name) === normaliseText(one.name)),
  )
  const at = moved?.changedAt ?? replaced?.removedAt ?? null
  return at === null ? null : { at: at.toISOString(), isFormer: true }
}

function isStranger({ known, paidBefore, sameNameOtherAccount }: ExplainedPayee): boolean {
  return known === null && paidBefore === null && sameNameOtherAccount === null
}

function selectPayees(db: Db, { householdId, memberId }: Viewer, now: Date): Promise<PayeeRow[]> {
  return db.$queryRaw<PayeeRow[]>`
    SELECT y.id::text, y.name, y.account_hint AS hint, y.account_index AS "accountIndex", y.previous_account_index AS "previousAccountIndex",
           y.changed_at AS "changedAt", y.removed_at AS "removedAt"
      FROM payee y
     WHERE y.household_id = ${householdId}::uuid AND (y.is_shared OR y.member_id = ${memberId}::uuid)
       AND (y.removed_at IS NULL OR y.removed_at > ${new Date(now.getTime() - REMEMBERED_MS)}::timestamptz)
     ORDER BY y.removed_at DESC NULLS FIRST, y.id`
}

/** By account index: by a payment of the household, or by a row of an account the viewer sees. */
async function readLastDays(db: Db, viewer: Viewer, wanted: readonly Wanted[]): Promise<Map<string, string>> {
  const { householdId, memberId } = viewer
  const pairs = wanted.map(({ index, counterpartyIndex }) => Prisma.sql`(${index}::text, ${counterpartyIndex}::text)`)
  const rows = await db.$queryRaw<{ index: string; day: string }[]>`
    SELECT w.index, max(paid.day)::text AS day
      FROM (VALUES ${Prisma.join(pairs)}) AS w (index, "counterpartyIndex")
      JOIN LATERAL (
        SELECT (p.created_at AT TIME ZONE 'UTC')::date AS day
          FROM payment_line l JOIN payment p ON p.household_id = l.household_id AND p.id = l.payment_id
         WHERE l.household_id = ${householdId}::uuid AND l.creditor_index = w.index AND p.status IN ('accepted', 'executed')
           AND ${visiblePayments(viewer)}
        UNION ALL
        SELECT t.effective_date FROM transaction t
          JOIN account a ON a.household_id = t.household_id AND a.id = t.account_id AND a.choice = 'kept'
          LEFT JOIN account_access x ON x.household_id = a.household_id AND x.account_id = a.id AND x.member_id = ${memberId}::uuid
         WHERE t.household_id = ${householdId}::uuid AND t.counterparty_index = w."counterpartyIndex" AND t.amount_minor < 0
           AND t.status = 'BOOK' AND t.superseded_by_id IS NULL AND (x.holder OR a.share <> 'none')) paid ON true
     GROUP BY w.index`
  return new Map(rows.map(({ index, day }) => [index, day]))
}

/** Who was paid under just this name at another account, for as many as there are in one question. */
async function findNamesakes(db: Db, { householdId, memberId }: Viewer, wanted: readonly Wanted[]) {
  if (wanted.length === 0) return new Map<Wanted, ExplainedPayee['sameNameOtherAccount']>()
  const questions = wanted.map(
    ({ name, counterpartyIndex }, at) => Prisma.sql`(${at}::int, ${patternOf(name)}::text, ${counterpartyIndex}::text)`,
  )
  const rows = await db.$queryRaw<{ at: number; name: string }[]>`
    SELECT DISTINCT w.at, t.name FROM (VALUES ${Prisma.join(questions)}) AS w (at, pattern, "counterpartyIndex")
      CROSS JOIN LATERAL saldo_search(ARRAY[w.pattern], NULL, NULL, 100) hit
      JOIN transaction t ON t.household_id = ${householdId}::uuid AND t.id = hit.id
      JOIN account a ON a.household_id = t.household_id AND a.id = t.account_id AND a.choice = 'kept'
      LEFT JOIN account_access x ON x.household_id = a.household_id AND x.account_id = a.id AND x.member_id = ${memberId}::uuid
     WHERE t.amount_minor < 0 AND t.counterparty_index IS NOT NULL AND t.counterparty_index IS DISTINCT FROM w."counterpartyIndex"
       AND (x.holder OR a.share <> 'none')`
  return new Map(
    wanted.map((one, at) => {
      const found = rows.find((row) => row.at === at && normaliseText(row.name) === one.plainName)
      return [one, found ? { name: found.name, hint: null } : null]
    }),
  )
}

function patternOf(name: string): string {
  return `%${name
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&')}%`
}
