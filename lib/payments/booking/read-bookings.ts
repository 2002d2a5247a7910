import { parseCurrency } from '@/lib/core/currency'
import { money } from '@/lib/core/money'
import { toMoneyDto } from '@/lib/core/money-dto'
import { Prisma, type Db } from '@/lib/db'
import type { Viewer } from '@/lib/households/viewer'
import type { PaymentBookingDto } from '@/lib/payments/pages/payment-dto'

type Row = {
  readonly transactionId: string
  readonly name: string
  readonly description: string | null
  readonly amountMinor: bigint
  readonly currency: string
  readonly day: string
}

type BookingRow = Row & { readonly position: number | null; readonly because: string; readonly foundAt: Date }

const rowColumns = Prisma.sql`t.id::text AS "transactionId", coalesce(t.user_name, t.name) AS name, t.description,
  t.amount_minor AS "amountMinor", t.currency, t.effective_date::text AS day`

/** The debits a payment was found in, newest first, as far as the viewer sees their account. */
export async function listBookings(db: Db, { householdId }: Viewer, paymentId: string) {
  const rows = await db.$queryRaw<BookingRow[]>`
    SELECT ${rowColumns}, b.position, b.because, b.found_at AS "foundAt"
      FROM payment_booking b JOIN transaction t ON t.household_id = b.household_id AND t.id = b.transaction_id
     WHERE b.household_id = ${householdId}::uuid AND b.payment_id = ${paymentId}::uuid
     ORDER BY t.effective_date DESC, t.id DESC`
  return rows.map(({ position, because, foundAt, ...row }) => ({ position, ...toBooking(row, because, foundAt) }))
}

/** Rows that may be a payment's debit, by id. */
export async function readPossible(db: Db, { householdId }: Viewer, ids: readonly string[], now: Date): Promise<PaymentBookingDto[]> {
  if (ids.length === 0) return []
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${rowColumns} FROM transaction t
     WHERE t.household_id = ${householdId}::uuid AND t.id = ANY (${[...ids]}::uuid[])
     ORDER BY array_position(${[...ids]}::uuid[], t.id)`
  return rows.map((row) => toBooking(row, 'possible', now))
}

function toBooking({ amountMinor, currency, ...row }: Row, because: string, foundAt: Date): PaymentBookingDto {
  return { ...row, because, foundAt: foundAt.toISOString(), amount: toMoneyDto(money(amountMinor, parseCurrency(currency))) }
}
