import { dayIn } from '@/lib/core/format-day'
import { parseIsoDate, type IsoDate } from '@/lib/core/iso-date'
import { executionDay } from '@/lib/payments/dates/execution-date'
import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'

type Place = { readonly today: IsoDate; readonly timeZone: string }

/** The day the debit is to be on the account, as far as that can be said: the day asked for, or the next day banks settle. */
export function expectedDay(payment: PaymentDetail, { today, timeZone }: Place): IsoDate | null {
  const instant = payment.paymentType === 'INST_SEPA' || payment.paymentType === 'INTERNAL'
  if (payment.executeOn !== null) return executionDay(parseIsoDate(payment.executeOn), { instant }).day
  const start = payment.submittedAt === null ? today : dayIn(new Date(payment.submittedAt), timeZone)
  return executionDay(start, { instant }).day
}
