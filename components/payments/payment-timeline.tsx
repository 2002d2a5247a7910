import { Circle, CircleCheck, CircleHelp, CircleSlash, CircleX, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { Format } from '@/lib/core/format'
import type { PaymentDetail } from '@/lib/payments/pages/payment-dto'
import { BookedRow } from './booked-row'
import { isCalmEnd, stepsOf, type PaymentStep } from './steps-of'
import { useStepWords } from './step-words'

const ICONS: Record<PaymentStep['state'], LucideIcon> = { done: CircleCheck, todo: Circle, unsure: CircleHelp, failed: CircleX }

type PaymentTimelineProps = {
  payment: PaymentDetail
  format: Format
  /** Under a rule of its own, below the actions. */ isApart?: boolean
  /** On paper rows are no links. */ isPrinted?: boolean
}

/** What happened, with its time, and what is still to come: a solid line between things that happened, dotted to what has not. */
export function PaymentTimeline({ payment, format, isApart = false, isPrinted = false }: PaymentTimelineProps) {
  const t = useTranslations('payments.page')
  const steps = stepsOf(payment)
  return (
    <ol className={isApart ? 'timeline apart' : 'timeline'} aria-label={t('timeline')}>
      {steps.map((step, index) => (
        <Step
          key={step.kind}
          {...{ step, payment, format, isPrinted }}
          isOpen={step.state !== 'done' || steps[index + 1]?.state !== 'done'}
        />
      ))}
    </ol>
  )
}

type StepProps = { step: PaymentStep; payment: PaymentDetail; format: Format; isOpen: boolean; isPrinted: boolean }

function Step({ step, payment, format, isOpen, isPrinted }: StepProps) {
  const t = useTranslations('payments.page')
  const words = useStepWords(payment, { format, isPrinted })
  const isCalm = step.state === 'failed' && isCalmEnd(payment)
  const Icon = isCalm ? CircleSlash : ICONS[step.state]
  const rows = step.kind === 'booked' ? shownBookings(payment) : []
  return (
    <li className={[step.state, isCalm && 'calm', isOpen && 'open'].filter(Boolean).join(' ')}>
      <Icon className="ic l" role="img" aria-label={t(`stepState.${step.state}`)} />
      <div>
        <h3>{words.title(step)}</h3>
        <p className="sub">{words.sub(step)}</p>
      </div>
      <span className="at">{words.at(step)}</span>
      {rows.length > 0 && (
        <div className="below">
          {rows.map((booking) => (
            <BookedRow key={booking.transactionId} booking={booking} isPrinted={isPrinted} />
          ))}
        </div>
      )}
    </li>
  )
}

const SHOWN_BOOKINGS = 6

/** Debits of several payees stand with each of them, unless they came as one. */
function shownBookings({ lineCount, bookings }: PaymentDetail): PaymentDetail['bookings'] {
  return lineCount === 1 || bookings.length === 1 ? bookings.slice(0, SHOWN_BOOKINGS) : []
}
