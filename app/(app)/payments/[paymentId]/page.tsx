import { getTranslations } from 'next-intl/server'
import { PaymentActions } from '@/components/payments/payment-actions'
import { PaymentPage } from '@/components/payments/payment-page'
import { isGoingOn, mayBeBooked, pulseOf } from '@/components/payments/payment-pulse'
import { PaymentWatch } from '@/components/payments/payment-watch'
import { PossibleBookings } from '@/components/payments/possible-bookings'
import { hasReceipt } from '@/components/payments/receipt-title'
import { StandingOrder } from '@/components/payments/standing-order'
import { requireViewer } from '@/lib/auth/require-viewer'
import { findOwnAccess } from '@/lib/bank-sessions/find-own-access'
import { findStepUp } from '@/lib/households/step-up'
import { getFormat } from '@/lib/i18n/get-format'
import { findAskingMethodOf } from '@/lib/payments/sending/find-asking-method-of'
import { readBankNow } from '../../banks/actions'
import { findApprover } from '../find-approver'
import {
  askBankNow,
  confirmBooking,
  decide,
  markGiven,
  openBankPage,
  rejectBooking,
  sendToBank,
  undoRejectBooking,
  unmarkGiven,
  withdraw,
} from './actions'
import { readPaymentOr404 } from './read-payment-or-404'

export async function generateMetadata() {
  const t = await getTranslations('payments.page')
  return { title: t('title') }
}

type Props = { params: Promise<{ paymentId: string }> }

/** One payment, from the order to its booked debit. */
export default async function Page({ params }: Props) {
  const viewer = await requireViewer()
  const { paymentId } = await params
  const now = new Date()
  const payment = await readPaymentOr404(viewer, paymentId)
  const [{ methods }, approver, format] = await Promise.all([findStepUp(viewer, now), findApprover(viewer), getFormat(viewer)])
  const [readsFrom, asking] = await Promise.all([
    mayBeBooked(payment, format.display.today) ? findOwnAccess(viewer, payment.accountId, now) : null,
    payment.may.send ? findAskingMethodOf(viewer, paymentId) : null,
  ])
  const actions = { sendToBank, openBankPage, askBankNow, withdraw, markGiven, unmarkGiven, decide, readBankNow }
  const { id, status, channel, isMine, bankName, accountName, memberName, attemptCount, may } = payment
  const shown = { id, status, channel, isMine, bankName, accountName, memberName, attemptCount, may }
  return (
    <PaymentPage
      payment={payment}
      format={format}
      watch={isGoingOn(payment) && <PaymentWatch paymentId={id} pulse={pulseOf(payment)} />}
      approver={approver}
      actions={
        <PaymentActions
          payment={shown}
          asking={asking}
          actions={actions}
          methods={methods}
          hasReceipt={hasReceipt(payment)}
          readsFrom={readsFrom}
        />
      }
    >
      {isMine && (
        <PossibleBookings
          paymentId={id}
          accountName={accountName}
          possible={payment.possibleBookings}
          found={payment.bookings.filter(({ because }) => because !== 'end_to_end_id')}
          actions={{ confirm: confirmBooking, reject: rejectBooking, undoReject: undoRejectBooking }}
        />
      )}
      <StandingOrder payment={payment} format={format} />
    </PaymentPage>
  )
}
