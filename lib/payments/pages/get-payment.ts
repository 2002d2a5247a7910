import { parseCurrency } from '@/lib/core/currency'
import { notFound } from '@/lib/core/errors'
import { isUuid } from '@/lib/core/id'
import { money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import { asViewer, Prisma, type Db } from '@/lib/db'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { openVault } from '@/lib/vault/vault'
import { openDebtorAccount } from '@/lib/payments/sources/get-source'
import { listPossibleBookings } from '@/lib/payments/booking/list-possible-bookings'
import type { PaymentOrder } from '@/lib/payments/order'
import type { PaymentBookingDto, PaymentDetail, PaymentEventDto, PaymentLineDto } from './payment-dto'
import type { PaymentEventKind } from '@/lib/payments/payment-event'
import { whatMayBeDone } from './payment-may'
import { paymentColumns, paymentTables, toPaymentRow, visiblePayments, type StoredPaymentRow } from './payment-row'
import { PAYMENT_WORDS, type AttemptState, type PaymentStatus } from '@/lib/payments/payment-status'
import { listBookings } from '@/lib/payments/booking/read-bookings'
import { openOrder } from '@/lib/payments/seal-order'

/**
 * Everything the page of one payment shows.
 * @throws AppError not_found when there is no such payment for this viewer
 */
export async function getPayment(viewer: Viewer, id: string, now = new Date()): Promise<PaymentDetail> {
  if (!isUuid(id)) throw notFound('payment')
  return asViewer(viewer, async (db) => {
    const stored = await selectDetail(db, viewer, id, now)
    if (!stored) throw notFound('payment')
    const { facts, row } = split(stored)
    const order = openOrder(await openVault(db, viewer.householdId), { id, sealedOrder: stored.sealedOrder })
    const bookings = await listBookings(db, viewer, id)
    const events = await listEvents(db, viewer, id)
    const listed = toPaymentRow(row, viewer)
    return {
      ...listed,
      ...facts,
      accountNumber: stored.seesAccount ? ((await openDebtorAccount(db, viewer.householdId, row.accountId))?.identification ?? null) : null,
      attemptCount: stored.attempts.length,
      lines: await listLines(db, viewer, { id, order, bookings }),
      bookings: bookings.map(toBookingDto),
      standingOrder: order.standingOrder,
      events,
      possibleBookings: await listPossibleBookings(db, viewer, id, now),
      may: whatMayBeDone({
        ...{ status: row.status, channel: row.channel, isFinal: facts.isFinal, isBooked: listed.isBooked, isMine: listed.isMine },
        isAnyBooked: listed.isBooked || bookings.length > 0,
        ...{ mayPay: mayDo(viewer, 'pay'), needsMyApproval: listed.needsMyApproval, attempts: stored.attempts },
        hasReturned: events.some(({ kind }) => kind === 'returned'),
      }),
    }
  })
}

type Facts = {
  readonly bankName: string
  readonly bankStatus: string | null
  readonly bankReasonCode: string | null
  readonly bankReasonText: string | null
  readonly bankPaymentId: string | null
  readonly isFinal: boolean
  readonly lastPollError: string | null
}

type Instants = Record<'submittedAt' | 'endedAt' | 'bookedAt' | 'lastPolledAt' | 'nextPollAt' | 'askBankSince', Date | null>

type StoredDetail = StoredPaymentRow &
  Facts &
  Instants & {
    readonly sealedOrder: string
    readonly seesAccount: boolean
    readonly attempts: readonly { readonly state: AttemptState; readonly hasUrl: boolean; readonly hasHandle: boolean }[]
  }

async function selectDetail(db: Db, viewer: Viewer, id: string, now: Date): Promise<StoredDetail | undefined> {
  const [row] = await db.$queryRaw<StoredDetail[]>`
    SELECT ${paymentColumns(viewer, now)}, p.aspsp_name AS "bankName", p.bank_status AS "bankStatus",
           p.bank_reason_code AS "bankReasonCode", p.bank_reason_text AS "bankReasonText", p.is_final AS "isFinal",
           p.submitted_at AS "submittedAt", p.ended_at AS "endedAt", p.last_polled_at AS "lastPolledAt", p.next_poll_at AS "nextPollAt",
           p.ask_bank_since AS "askBankSince", p.last_poll_error AS "lastPollError", p.sealed_order AS "sealedOrder",
           a.id IS NOT NULL AS "seesAccount", tried."bankPaymentId", coalesce(tried.attempts, '[]'::json) AS attempts
      FROM ${paymentTables(viewer)}
      LEFT JOIN LATERAL (${attemptsOf}) tried ON true
     WHERE ${visiblePayments(viewer)} AND p.id = ${id}::uuid`
  return row
}

const attemptsOf = Prisma.sql`
  SELECT (array_agg(t.bank_payment_id ORDER BY t.number DESC) FILTER (WHERE t.bank_payment_id IS NOT NULL))[1] AS "bankPaymentId",
         json_agg(json_build_object('state', t.state, 'hasUrl', t.sealed_url IS NOT NULL, 'hasHandle', t.sealed_handle IS NOT NULL)
                  ORDER BY t.number) AS attempts
    FROM payment_attempt t WHERE t.household_id = p.household_id AND t.payment_id = p.id`

/** Only what the page shows goes on: sealed texts stay here. */
function split({ sealedOrder: _order, seesAccount: _sees, attempts: _attempts, ...stored }: StoredDetail) {
  const { bankName, bankStatus, bankReasonCode, bankReasonText, bankPaymentId, isFinal, lastPollError, ...rest } = stored
  const { submittedAt, endedAt, lastPolledAt, nextPollAt, askBankSince, ...row } = rest
  const text = (instant: Date | null) => instant?.toISOString() ?? null
  return {
    row,
    facts: {
      ...{ bankName, bankStatus, bankReasonCode, bankReasonText, bankPaymentId, isFinal, lastPollError },
      ...{ submittedAt: text(submittedAt), endedAt: text(endedAt), bookedAt: text(row.bookedAt) },
      ...{ lastPolledAt: text(lastPolledAt), nextPollAt: text(nextPollAt), askBankSince: text(askBankSince) },
    },
  }
}

type LineContext = {
  readonly id: string
  readonly order: PaymentOrder
  readonly bookings: readonly (PaymentBookingDto & { readonly position: number | null })[]
}

/** A debit for all lines together stands with each of them; of a standing order the newest is shown. */
async function listLines(db: Db, { householdId }: Viewer, { id, order, bookings }: LineContext): Promise<PaymentLineDto[]> {
  const lines = await db.paymentLine.findMany({ where: { householdId, paymentId: id }, orderBy: { position: 'asc' } })
  return lines.map(({ position, amountMinor, currency, creditorName, endToEndId, status, bankStatus }) => {
    const ordered = order.lines[position]
    const found = bookings.find((one) => one.position === position || one.position === null)
    return {
      ...{ position, name: creditorName, endToEndId, bankStatus },
      amount: toMoneyDto(money(amountMinor, parseCurrency(currency))),
      account: ordered?.account ?? { scheme: '', identification: '' },
      remittance: ordered?.remittance ?? [],
      reference: ordered?.reference ?? null,
      word: status === null ? null : PAYMENT_WORDS[status as PaymentStatus],
      booking: found ? toBookingDto(found) : null,
    }
  })
}

function toBookingDto({ position: _position, ...booking }: LineContext['bookings'][number]): PaymentBookingDto {
  return booking
}

/** The timeline, oldest first. */
async function listEvents(db: Db, { householdId }: Viewer, id: string): Promise<PaymentEventDto[]> {
  const rows = await db.$queryRaw<(Omit<PaymentEventDto, 'at'> & { readonly at: Date; readonly kind: PaymentEventKind })[]>`
    SELECT e.id::text, e.kind, e.at, m.name AS "memberName", e.facts FROM payment_event e
      LEFT JOIN member m ON m.household_id = e.household_id AND m.id = e.member_id
     WHERE e.household_id = ${householdId}::uuid AND e.payment_id = ${id}::uuid ORDER BY e.at, e.id`
  return rows.map(({ at, ...event }) => ({ ...event, at: at.toISOString() }))
}
