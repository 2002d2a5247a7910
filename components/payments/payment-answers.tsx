import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Format } from '@/lib/core/format'
import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'
import type { AskedVerdict } from './verdict-of'

type PaymentAnswersProps = { payment: PaymentDetail; verdict: AskedVerdict; format: Format }

/** The three questions of somebody who does not know: did money move, what do we do, what do I do. */
export function PaymentAnswers({ payment, verdict, format }: PaymentAnswersProps) {
  const t = useTranslations('payments.page')
  const values = {
    bank: payment.bankName,
    account: payment.accountName,
    next: payment.nextPollAt ? 'yes' : 'no',
    time: payment.nextPollAt ? format.time(payment.nextPollAt, 'asOf') : '',
    send: payment.may.send ? 'yes' : 'no',
    b: (chunks: ReactNode) => <b className="num">{chunks}</b>,
  }
  return (
    <dl className="answers">
      {(['moved', 'we', 'you'] as const).map((question) => (
        <div key={question}>
          <dt>{t(`question.${question}`)}</dt>
          <dd>{t.rich(`answers.${verdict}.${question}`, values)}</dd>
        </div>
      ))}
    </dl>
  )
}
