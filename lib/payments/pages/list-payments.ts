import { isUuid } from '@/lib/core/id'
import { asViewer, Prisma, type Db } from '@/lib/db'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import type { PaymentRow } from './payment-dto'
import { needsLook, paymentColumns, paymentTables, toPaymentRow, visiblePayments, type StoredPaymentRow } from './payment-row'

/**
 * open: not over and its debit not found · recurring: standing orders that go on · done: the debit was found · failed: rejected or
 * cancelled
 */
export const PAYMENT_LISTS = ['open', 'recurring', 'done', 'failed'] as const

export type PaymentList = (typeof PAYMENT_LISTS)[number]

export type PaymentQuery = {
  readonly accountId?: string
  readonly state?: PaymentList
  /** `next` of the page before. */
  readonly before?: string
  readonly limit?: number
}

/** Newest first; `next` begins the following page, null at the end. */
export type PaymentPage = { readonly rows: readonly PaymentRow[]; readonly next: string | null }

const LIMIT = 50
const LIMIT_MAX = 200

/** The payments a viewer may know of, newest first, by keyset. A `before` that is none of ours is the beginning. */
export async function listPayments(viewer: Viewer, query: PaymentQuery = {}, now = new Date()): Promise<PaymentPage> {
  const limit = Math.min(query.limit ?? LIMIT, LIMIT_MAX)
  if (query.accountId !== undefined && !isUuid(query.accountId)) return { rows: [], next: null }
  const conditions = [
    visiblePayments(viewer),
    query.accountId === undefined ? null : Prisma.sql`p.account_id = ${query.accountId}::uuid`,
    query.state === undefined ? null : IN_LIST[query.state],
    afterCursor(query.before),
  ].filter((condition) => condition !== null)
  const found = await asViewer(viewer, (db) => selectPayments(db, viewer, { conditions, limit: limit + 1, now }))
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    rows: rows.map((row) => toPaymentRow(row, viewer)),
    next: found.length > limit && last ? `${last.createdAt.toISOString()}_${last.id}` : null,
  }
}

const ATTENTION_MAX = 20

/** What waits for the viewer: their own payments that need a look, and others' that need their approval. Newest first. */
export async function listPaymentsNeedingAttention(viewer: Viewer, now: Date): Promise<PaymentRow[]> {
  const conditions = [visiblePayments(viewer), needsAttention(viewer, now)]
  const rows = await asViewer(viewer, (db) => selectPayments(db, viewer, { conditions, limit: ATTENTION_MAX, now }))
  return rows.map((row) => toPaymentRow(row, viewer))
}

export async function countPaymentsNeedingAttention(viewer: Viewer, now: Date): Promise<number> {
  const [row] = await asViewer(
    viewer,
    (db) => db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM payment p WHERE ${visiblePayments(viewer)} AND ${needsAttention(viewer, now)}`,
  )
  return row?.count ?? 0
}

function needsAttention(viewer: Viewer, now: Date): Prisma.Sql {
  const { memberId } = viewer
  return Prisma.sql`((p.member_id = ${memberId}::uuid AND ${needsLook(now)})
    OR (p.status = 'held' AND p.member_id <> ${memberId}::uuid AND ${mayDo(viewer, 'pay')}::boolean AND NOT EXISTS (
      SELECT FROM payment_approval o WHERE o.household_id = p.household_id AND o.payment_id = p.id
         AND o.member_id = ${memberId}::uuid AND o.order_hash = p.order_hash)))`
}

const IN_LIST: Readonly<Record<PaymentList, Prisma.Sql>> = {
  open: Prisma.sql`p.booked_at IS NULL AND p.status NOT IN ('rejected', 'cancelled')`,
  recurring: Prisma.sql`p.is_recurring AND p.status NOT IN ('rejected', 'cancelled')`,
  done: Prisma.sql`p.booked_at IS NOT NULL`,
  failed: Prisma.sql`p.status IN ('rejected', 'cancelled')`,
}

type Selection = { readonly conditions: readonly Prisma.Sql[]; readonly limit: number; readonly now: Date }

function selectPayments(db: Db, viewer: Viewer, { conditions, limit, now }: Selection): Promise<StoredPaymentRow[]> {
  return db.$queryRaw<StoredPaymentRow[]>`
    SELECT ${paymentColumns(viewer, now)} FROM ${paymentTables(viewer)}
     WHERE ${Prisma.join([...conditions], ' AND ')} ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit}`
}

function afterCursor(before: string | undefined): Prisma.Sql | null {
  const [at = '', id = ''] = (before ?? '').split('_')
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime()) || !isUuid(id)) return null
  return Prisma.sql`(p.created_at, p.id) < (${instant}::timestamptz, ${id}::uuid)`
}
