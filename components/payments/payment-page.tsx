import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { Total } from '@/components/ui/total'
import type { Format } from '@/lib/core/format'
import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'
import { PaymentAnswers } from './payment-answers'
import { PaymentDetails } from './payment-details'
import { PaymentLines } from './payment-lines'
import { PaymentTimeline } from './payment-timeline'
import { PaymentVerdict } from './payment-verdict'
import { hasAnswers, verdictOf } from './verdict-of'
import './payment.css'

type PaymentPageProps = {
  payment: PaymentDetail
  format: Format
  /** Who approves what waits for a second person, when that can be one person only. */ approver: string | null
  /** What may be done now, below the verdict. */
  actions: ReactNode
  /** Looks for news while there can be any. */ watch: ReactNode
  /** Between the timeline and the details: ways to pay by hand, days of a standing order, rows that may be the debit. */
  children?: ReactNode
}

/** One payment: what is known of it in one sentence, what to do, and how it went. */
export function PaymentPage({ payment, format, approver, actions, watch, children }: PaymentPageProps) {
  const t = useTranslations('payments.page')
  const verdict = verdictOf(payment, format.display.today)
  const isLong = hasAnswers(verdict)
  return (
    <>
      <PageHeader title={t('title')} back={{ href: '/payments', place: t('place') }} hasPrivacy />
      <main id="main" tabIndex={-1}>
        {watch}
        <div className="payment">
          <div>
            <section aria-labelledby="payment">
              <h2 className="lead" id="payment">
                <ToWhom payment={payment} />
              </h2>
              <Total money={payment.amount} />
              <PaymentVerdict payment={payment} verdict={verdict} approver={approver} format={format} />
              {isLong && <PaymentAnswers payment={payment} verdict={verdict} format={format} />}
            </section>
            {isLong && actions}
            <PaymentTimeline payment={payment} format={format} isApart={isLong} />
            {!isLong && actions}
            {children}
            {payment.lineCount > 1 && <PaymentLines payment={payment} format={format} />}
          </div>
          <PaymentDetails payment={payment} format={format} />
        </div>
      </main>
    </>
  )
}

export function ToWhom({ payment: { lineCount, creditorName } }: { payment: PaymentDetail }) {
  const t = useTranslations('payments.page')
  return lineCount > 1 ? t('toMany', { name: creditorName, others: lineCount - 1 }) : t('to', { name: creditorName })
}
