import { useTranslations } from 'next-intl'
import { StateWord } from '@/components/ui/state-word'
import type { Format } from '@/lib/core/format'
import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'
import { useBankReason } from './bank-reason'
import { countRefused, type VerdictKind } from './verdict-of'
import { stateOfVerdict } from './verdict-state'

type PaymentVerdictProps = { payment: PaymentDetail; verdict: VerdictKind; approver: string | null; format: Format }

/** The state in a word and in a sentence; told to ears when it changes. */
export function PaymentVerdict({ payment, verdict, approver, format }: PaymentVerdictProps) {
  const t = useTranslations('payments.page')
  const reason = useBankReason()
  const why = verdict === 'rejected' || verdict === 'refusedSoFar' ? reason(payment.bankReasonCode) : null
  return (
    <div className="verdict" role="status">
      <StateWord {...stateOfVerdict(verdict, payment, payment.isMine ? approver : null)} size="big" />
      {why && <p className="strong">{why}</p>}
      <p>
        {t(`verdict.${verdict}`, {
          bank: payment.bankName,
          account: payment.accountName,
          maker: payment.memberName,
          who: payment.isMine ? 'me' : 'other',
          day: payment.executeOn ? format.day(payment.executeOn, 'longWeekday') : '',
          lines: payment.lineCount,
          refused: countRefused(payment),
          bookings: payment.bookings.length,
          word: payment.word === 'rejected' ? 'rejected' : 'cancelled',
        })}
      </p>
    </div>
  )
}
