'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useAct } from '@/components/banks/use-act'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { ErrorWords } from '@/components/ui/error-words'
import { Section } from '@/components/ui/section'
import type { ActionResult } from '@/lib/core/result'
import type { PaymentBookingDto } from '@/lib/payments/pages/payment-dto'
import { BookedRow } from './booked-row'

type Choose = (input: { paymentId: string; transactionId: string }) => Promise<ActionResult<unknown>>

type PossibleBookingsProps = {
  paymentId: string
  accountName: string
  /** Debits of which only the person can say whether they are this payment. */
  possible: readonly PaymentBookingDto[]
  /** Debits that were taken for this payment, without our own id to prove it. */
  found: readonly PaymentBookingDto[]
  actions: { readonly confirm: Choose; readonly reject: Choose; readonly undoReject: Choose }
}

/** The person has the last word on which debit is this payment's, and can take it back. */
export function PossibleBookings({ paymentId, accountName, possible, found, actions }: PossibleBookingsProps) {
  const t = useTranslations('payments.act.possible')
  const router = useRouter()
  const [left, setLeft] = useState<string | null>(null)
  const confirm = useAct(actions.confirm, () => router.refresh())
  const reject = useAct(actions.reject, () => router.refresh())
  const undo = useAct(actions.undoReject, () => {
    setLeft(null)
    router.refresh()
  })
  const code = confirm.code ?? reject.code ?? undo.code
  const leaveOut = (transactionId: string) => {
    setLeft(transactionId)
    reject.run({ paymentId, transactionId })
  }
  return (
    <>
      {code && <ErrorWords code={code} />}
      {left !== null && !code && (
        <p className="py-3 text-14 text-muted" role="status">
          {t('left')}{' '}
          <Button look="plain" onClick={() => undo.run({ paymentId, transactionId: left })} aria-busy={undo.isPending || undefined}>
            {t('undo')}
          </Button>
        </p>
      )}
      {found.map(({ transactionId, day }) => (
        <div key={transactionId} className="actions stackable">
          <Button look="plain" onClick={() => leaveOut(transactionId)} aria-busy={reject.isPending || undefined}>
            {found.length === 1 ? t('notFound') : <NotThat day={day} />}
          </Button>
        </div>
      ))}
      {possible.length > 0 && (
        <Section title={t('title')}>
          <p className="py-3 text-14 text-muted">{t('what', { account: accountName })}</p>
          <ul className="grid gap-3">
            {possible.map((booking) => (
              <li key={booking.transactionId} className="possible">
                <BookedRow booking={booking}>
                  <span className="block text-12 text-muted">
                    <DateText day={booking.day} form="short" />
                  </span>
                </BookedRow>
                <Button
                  onClick={() => confirm.run({ paymentId, transactionId: booking.transactionId })}
                  aria-busy={confirm.isPending || undefined}
                >
                  {t('choose')}
                </Button>
                <Button look="plain" onClick={() => leaveOut(booking.transactionId)} aria-busy={reject.isPending || undefined}>
                  {t('not')}
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}

function NotThat({ day }: { day: string }) {
  const t = useTranslations('payments.act.possible')
  return <>{t.rich('notFoundOn', { day: () => <DateText day={day} form="short" /> })}</>
}
