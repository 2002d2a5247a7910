import { ReceiptText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Amount } from '@/components/ui/amount'
import type { PaymentBookingDto } from '@/lib/payments/pages/payment-dto'

type BookedRowProps = { booking: PaymentBookingDto; isPrinted?: boolean; /** At the end, under the amount. */ children?: ReactNode }

/** The debit itself, as the account has it. */
export function BookedRow({ booking, isPrinted = false, children }: BookedRowProps) {
  const t = useTranslations('transactions')
  const content = (
    <>
      <ReceiptText className="ic" aria-hidden="true" />
      <span className="min-w-0">
        <span className="name cut">{booking.name || t('noName')}</span>
        {booking.description && <span className="what cut">{booking.description}</span>}
      </span>
      <span>
        <Amount money={booking.amount} kind="movement" size="big" />
        {children}
      </span>
    </>
  )
  if (isPrinted) return <div className="booked">{content}</div>
  return (
    <Link className="booked" href={`/transactions?row=${booking.transactionId}`} prefetch={false}>
      {content}
    </Link>
  )
}
