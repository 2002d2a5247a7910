import { z } from 'zod'
import { addDays, utcDay, type IsoDate } from '@/lib/core/iso-date'
import type { Db, Prisma } from '@/lib/db'
import { checkBalance, dayOf, type BookedBalance, type CheckBasis, type DaySums } from './balance-check'
import type { ChainCheck } from './day-chain'
import type { AccountKey } from './store-lookup'

type Seen = {
  readonly today: IsoDate
  /** Null: the history is not whole yet, so nothing can add up. */
  readonly historyFrom: IsoDate | null
  readonly chain: ChainCheck
  /** No row and no balance changed since the last check. */
  readonly isUnchanged?: boolean
  readonly now: Date
}

/** Checks after a whole reading whether balance and rows add up, and keeps the answer for the account's page. */
export async function storeBalanceCheck(
  db: Db,
  account: AccountKey,
  { today, historyFrom, chain, isUnchanged = false, now }: Seen,
): Promise<void> {
  const { householdId, accountId } = account
  const where = { householdId_accountId: { householdId, accountId } }
  const kept = await db.balanceCheck.findUnique({ where })
  if (historyFrom === null || (isUnchanged && kept?.state === 'adds_up')) return
  const basis = kept ? parseBasis(kept.basis) : null
  const balance = await findBooked(db, account, today)
  if (!balance && chain.state === 'unknown' && !kept) return
  const baseDay = basis?.baseDay ?? historyFrom
  const days = [balance && dayOf(balance, today), basis?.waiting?.day ?? null].filter((day) => day !== null)
  const rows = balance ? await sumRows(db, account, { currency: balance.currency, from: baseDay, days }) : NO_ROWS
  const checked = checkBalance({ today, balance, ...rows, baseDay, basis, chain })
  const { state, differenceMinor, firstDayOff } = checked.result
  const data = {
    ...{ state, differenceMinor, checkedAt: now, currency: balance?.currency ?? kept?.currency ?? 'XXX' },
    firstDayOff: firstDayOff && new Date(`${firstDayOff}T00:00:00Z`),
    basis: checked.basis ? writeBasis(checked.basis) : {},
  }
  await db.balanceCheck.upsert({ where, create: { householdId, accountId, ...data }, update: data })
}

type Rows = { readonly sums: ReadonlyMap<IsoDate, DaySums>; readonly pending: bigint }

const NO_ROWS: Rows = { sums: new Map(), pending: 0n }

/** The closing balance where the bank says of which day it is, else what is booked now. */
async function findBooked(db: Db, { householdId, accountId }: AccountKey, today: IsoDate): Promise<BookedBalance | null> {
  const rows = await db.$queryRaw<{ type: string; currency: string; minor: bigint; day: string | null }[]>`
    SELECT b.type, b.currency, b.amount_minor AS minor, b.reference_date::text AS day
      FROM balance b JOIN account a ON a.household_id = b.household_id AND a.id = b.account_id AND a.currency = b.currency
     WHERE b.household_id = ${householdId}::uuid AND b.account_id = ${accountId}::uuid AND b.type IN ('CLBD', 'ITBD') ORDER BY b.type`
  const balances = rows.map((row): BookedBalance => ({ ...row, day: row.day as IsoDate | null }))
  return balances.find((balance) => dayOf(balance, today) !== null) ?? null
}

/** How long a pending row is taken for one. */
const PENDING_DAYS = 90

async function sumRows(
  db: Db,
  { householdId, accountId }: AccountKey,
  { currency, from, days }: { currency: string; from: IsoDate; days: readonly IsoDate[] },
): Promise<Rows> {
  const last = days.toSorted().at(-1) ?? from
  const sums = await db.$queryRaw<(DaySums & { day: string })[]>`
    SELECT w.day::text AS day, coalesce(sum(d.net_minor) FILTER (WHERE d.day <= w.day), 0)::bigint AS until,
           coalesce(sum(d.net_minor) FILTER (WHERE d.day < w.day), 0)::bigint AS before, coalesce(sum(d.net_minor), 0)::bigint AS next
      FROM unnest(${[...days]}::date[]) AS w(day)
      LEFT JOIN daily_total d ON d.household_id = ${householdId}::uuid AND d.account_id = ${accountId}::uuid
       AND d.currency = ${currency} AND d.day BETWEEN ${from}::date AND w.day + 1
     GROUP BY w.day`
  const [open] = await db.$queryRaw<{ minor: bigint }[]>`
    SELECT coalesce(sum(t.amount_minor), 0)::bigint AS minor FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.account_id = ${accountId}::uuid AND t.currency = ${currency}
       AND t.status IN ('PDNG', 'HOLD') AND t.superseded_by_id IS NULL
       AND t.effective_date > ${addDays(last, -PENDING_DAYS)}::date`
  return { sums: new Map(sums.map(({ day, ...sum }) => [day as IsoDate, sum])), pending: open?.minor ?? 0n }
}

const Minor = z
  .string()
  .regex(/^-?\d+$/)
  .transform(BigInt)
const Day = z.iso.date().transform((day) => day as IsoDate)
const Mark = z.object({ minor: Minor, day: Day }).nullable()
const StoredBasis = z.object({
  ...{ type: z.string(), currency: z.string(), baseDay: Day, addsUpUntil: Day, isSure: z.boolean() },
  ...{ offsets: z.tuple([Minor, Minor, Minor]), off: Mark, jump: Mark },
  waiting: z.object({ minor: Minor, pending: Minor, day: Day, isClosed: z.boolean() }).nullable(),
})

function parseBasis(json: unknown): CheckBasis | null {
  return StoredBasis.safeParse(json).data ?? null
}

/** JSON knows no bigint: minor units as decimal text. */
function writeBasis(basis: CheckBasis): Prisma.InputJsonObject {
  return JSON.parse(
    JSON.stringify(basis, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ) as Prisma.InputJsonObject
}

export type BalanceCheckRow = {
  readonly state: string
  readonly currency: string
  readonly differenceMinor: bigint | null
  readonly firstDayOff: IsoDate | null
  readonly checkedAt: Date
}

export async function findBalanceCheck(db: Db, { householdId, accountId }: AccountKey): Promise<BalanceCheckRow | null> {
  const row = await db.balanceCheck.findUnique({ where: { householdId_accountId: { householdId, accountId } } })
  return row && { ...row, firstDayOff: row.firstDayOff && utcDay(row.firstDayOff) }
}
