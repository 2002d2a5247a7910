import { parseCurrency } from '@/lib/core/currency'
import { money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import { Prisma } from '@/lib/db'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import type { PaymentChannel } from '@/lib/payments/order'
import type { PaymentRow } from './payment-dto'
import { PAYMENT_WORDS, type PaymentStatus } from '@/lib/payments/payment-status'

/** A payment as a list reads it, `payment p` with its account when the viewer may see that. */
export type StoredPaymentRow = {
  readonly id: string
  readonly status: PaymentStatus
  readonly channel: PaymentChannel
  readonly paymentType: string
  readonly isRecurring: boolean
  readonly lineCount: number
  readonly creditorName: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly accountId: string
  readonly accountName: string
  readonly createdAt: Date
  readonly executeOn: string | null
  readonly bookedAt: Date | null
  readonly memberId: string
  readonly memberName: string
  readonly isAnswered: boolean
  readonly hasRefusedLines: boolean
  readonly needsLook: boolean
}

/** The bank's page is open for about this long; who has not come back by then has left it. */
const WAITING_MS = 15 * 60_000
/** A refusal is news for so long. */
const REFUSED_MS = 7 * 86_400_000

/**
 * Who sees a payment: its maker, who may see its account, and while it is held those who may approve it. Row-level security says the
 * same once more.
 */
export function visiblePayments(viewer: Viewer): Prisma.Sql {
  const { householdId, memberId } = viewer
  return Prisma.sql`p.household_id = ${householdId}::uuid AND (
    p.member_id = ${memberId}::uuid OR (p.status = 'held' AND ${mayDo(viewer, 'pay')}::boolean) OR ${seesAccount(memberId)})`
}

/** Whether the viewer may see the account of `payment p`, archived ones too. */
function seesAccount(memberId: string): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM account v
      LEFT JOIN account_access x ON x.household_id = v.household_id AND x.account_id = v.id AND x.member_id = ${memberId}::uuid
     WHERE v.household_id = p.household_id AND v.id = p.account_id AND v.choice = 'kept' AND (x.holder OR v.share <> 'none'))`
}

/**
 * What a person should look at: no answer from the bank, a page left open, a refusal of these days, a bank that has to be asked, and
 * a debit for something the bank says it did not carry out.
 */
export function needsLook(now: Date): Prisma.Sql {
  return Prisma.sql`(
    (p.status = 'unknown' AND p.booked_at IS NULL)
    OR (p.status = 'waiting' AND p.booked_at IS NULL AND p.submitted_at < ${new Date(now.getTime() - WAITING_MS)}::timestamptz)
    OR (p.status = 'rejected' AND p.ended_at > ${new Date(now.getTime() - REFUSED_MS)}::timestamptz)
    OR (p.ask_bank_since IS NOT NULL AND p.booked_at IS NULL AND p.status NOT IN ('rejected', 'cancelled'))
    OR (p.status IN ('rejected', 'cancelled') AND EXISTS (
      SELECT FROM payment_booking b WHERE b.household_id = p.household_id AND b.payment_id = p.id)))`
}

/** Of `payment p`: money has moved or still may. A refusal that is not final may yet turn out otherwise, and a debit is a debit. */
const stillCounts = Prisma.sql`(p.status NOT IN ('rejected', 'cancelled') OR NOT p.is_final OR p.booked_at IS NOT NULL)`

/** A payment about to be made, and the one that is taken back as it is made. */
export type OwnIntent = { readonly id: string; readonly replaces: string | null }

/** Of `payment p`: it counts beside the one about to be made, under limits and as one like it. Never that one itself, nor what it replaces. */
export function countsBeside({ id, replaces }: OwnIntent): Prisma.Sql {
  return Prisma.sql`(${stillCounts} AND p.id <> ${id}::uuid AND p.id IS DISTINCT FROM ${replaces}::uuid)`
}

/** An account the viewer does not see has its bank's name: a held payment says no more of where it comes from. */
export function paymentColumns({ memberId }: Viewer, now: Date): Prisma.Sql {
  return Prisma.sql`p.id::text, p.status, p.channel, p.payment_type AS "paymentType", p.is_recurring AS "isRecurring",
    p.line_count AS "lineCount", p.creditor_name AS "creditorName", p.amount_minor AS "amountMinor", p.currency,
    p.account_id::text AS "accountId", coalesce(nullif(a.custom_name, ''), nullif(a.bank_name, ''), p.aspsp_name) AS "accountName",
    p.created_at AS "createdAt", p.execute_on::text AS "executeOn", p.booked_at AS "bookedAt", p.member_id::text AS "memberId",
    coalesce(m.name, '') AS "memberName", ${needsLook(now)} AS "needsLook",
    EXISTS (SELECT FROM payment_line n WHERE n.household_id = p.household_id AND n.payment_id = p.id
               AND n.status IN ('rejected', 'cancelled')) AS "hasRefusedLines",
    EXISTS (SELECT FROM payment_approval o WHERE o.household_id = p.household_id AND o.payment_id = p.id
               AND o.member_id = ${memberId}::uuid AND o.order_hash = p.order_hash) AS "isAnswered"`
}

export function paymentTables({ memberId }: Viewer): Prisma.Sql {
  return Prisma.sql`payment p
    LEFT JOIN member m ON m.household_id = p.household_id AND m.id = p.member_id
    LEFT JOIN account a ON a.household_id = p.household_id AND a.id = p.account_id AND ${seesAccount(memberId)}`
}

export function toPaymentRow(row: StoredPaymentRow, viewer: Viewer): PaymentRow {
  const { amountMinor, currency, createdAt, bookedAt, memberId, isAnswered, needsLook: asksForLook, ...facts } = row
  const isMine = memberId === viewer.memberId
  const needsMyApproval = facts.status === 'held' && !isMine && !isAnswered && mayDo(viewer, 'pay')
  return {
    ...facts,
    word: PAYMENT_WORDS[facts.status],
    isBooked: bookedAt !== null,
    amount: toMoneyDto(money(amountMinor, parseCurrency(currency))),
    createdAt: createdAt.toISOString(),
    isMine,
    needsMyApproval,
    needsAttention: needsMyApproval || (isMine && asksForLook),
  }
}
