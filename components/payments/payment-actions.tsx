'use client'

import { ExternalLink, FileText, RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button, type ButtonLook } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { ErrorWords } from '@/components/ui/error-words'
import { Notice } from '@/components/ui/notice'
import type { MethodChoice } from '@/lib/bank-sessions/aspsp-details'
import type { StepUpMethod } from '@/lib/households/step-up-method'
import { LookForDebit } from './look-for-debit'
import { PaymentQuestion, type Question } from './payment-question'
import { leaveFor } from './leave-for'
import type { PaymentForActions, PaymentPageActions } from './payment-action-types'
import { usePaymentAct } from './use-payment-act'
import { useSendToBank } from './use-send-to-bank'

type PaymentActionsProps = {
  payment: PaymentForActions
  /** What the bank wants to know before it is sent; null: nothing. */
  asking: MethodChoice | null
  actions: PaymentPageActions
  /** With what the viewer proves that it is them, best first. */
  methods: readonly StepUpMethod[]
  /** The bank says it took the order, so there is something to print. */
  hasReceipt: boolean
  /** The viewer's own access that reads the account, while its debit may be there by now. */
  readsFrom: string | null
}

/** What can be done with a payment now: one filled button at most, and never two ways to pay the same. */
export function PaymentActions({ payment, asking, actions, methods, hasReceipt, readsFrom }: PaymentActionsProps) {
  const t = useTranslations('payments.act')
  const [question, setQuestion] = useState<Question | null>(null)
  const router = useRouter()
  const act = usePaymentAct(methods)
  const { id: paymentId, may, bankName: bank } = payment
  const sending = payment.status === 'unknown' ? 'again' : 'going'
  const isLost = sending === 'again'
  const { send, outcome, credentialErrors } = useSendToBank({
    ...{ payment, sendToBank: actions.sendToBank, act, isAsking: asking !== null },
    onAsk: () => setQuestion(sending),
  })

  function done(): void {
    setQuestion(null)
    router.refresh()
  }

  /** A payment from an account they do not see is out of sight once it is answered. */
  function decided({ isSeen }: { isSeen: boolean }): void {
    if (isSeen) done()
    else router.push(`/payments?answered=${paymentId}`)
  }

  const looks = lookOf(payment)
  return (
    <>
      {act.code && (
        <div className="mt-5">
          <ErrorWords code={act.code} />
        </div>
      )}
      {outcome && (
        <div className="mt-5">
          <Notice
            kind={outcome === 'in_progress' || outcome === 'held' ? 'info' : 'warning'}
            title={t(`outcome.${outcome}.title`)}
            role="status"
          >
            {t(`outcome.${outcome}.what`)}
          </Notice>
        </div>
      )}
      <div className="actions stackable" aria-busy={act.isPending || undefined}>
        {may.continueAtBank && (
          <Button
            look={looks.continue}
            onClick={() =>
              void act.run(
                () => actions.openBankPage({ paymentId }),
                ({ url }) => leaveFor(url),
              )
            }
          >
            {t('continue', { bank })}
            <ExternalLink className="ic s" aria-hidden="true" />
          </Button>
        )}
        {may.send && (
          <Button look={looks.send} onClick={isLost || asking ? () => setQuestion(sending) : () => send(null)}>
            {isLost ? t('sendAgain') : t('go', { bank })}
            {!isLost && <ExternalLink className="ic s" aria-hidden="true" />}
          </Button>
        )}
        {may.approve && (
          <>
            <Button
              look="main"
              onClick={() => void act.run(() => actions.decide({ paymentId, decision: 'approved', reason: null }), decided)}
            >
              {t('approve')}
            </Button>
            <Button onClick={() => setQuestion('refusing')}>{t('refuse')}</Button>
          </>
        )}
        {may.askBank && (
          <Button look={looks.ask} onClick={() => void act.run(() => actions.askBankNow({ paymentId }), done)}>
            <RefreshCw className={act.isPending ? 'ic s spin' : 'ic s'} aria-hidden="true" />
            {t(act.isPending ? 'asking' : 'askBank')}
          </Button>
        )}
        {isToCarry(payment) && (
          <>
            <ButtonLink look="main" href={`/payments/${paymentId}/by-hand`}>
              {t('byHand')}
            </ButtonLink>
            <Button onClick={() => setQuestion('giving')}>{t('given')}</Button>
          </>
        )}
        {isCarried(payment) && (
          <Button onClick={() => void act.run(() => actions.unmarkGiven({ paymentId }), done)}>{t('notGiven')}</Button>
        )}
        {readsFrom !== null && <LookForDebit bankSessionId={readsFrom} accountName={payment.accountName} read={actions.readBankNow} />}
        {may.withdraw && <Button onClick={() => setQuestion('withdrawing')}>{t('withdraw')}</Button>}
        {hasReceipt && (
          <ButtonLink href={`/payments/${paymentId}/receipt`}>
            <FileText className="ic s" aria-hidden="true" />
            {t('receipt')}
          </ButtonLink>
        )}
        {may.payAgain && (
          <ButtonLink href={`/payments/new?copy=${paymentId}`}>
            <RefreshCw className="ic s" aria-hidden="true" />
            {t('payAgain')}
          </ButtonLink>
        )}
      </div>
      <PaymentQuestion
        question={question}
        payment={payment}
        asking={asking}
        credentialErrors={credentialErrors}
        isPending={act.isPending}
        onClose={() => setQuestion(null)}
        on={{
          send: (typed) => {
            setQuestion(null)
            send(typed)
          },
          withdrawing: () => void act.run(() => actions.withdraw({ paymentId }), done),
          giving: () => void act.run(() => actions.markGiven({ paymentId }), done),
          refusing: (reason) => void act.run(() => actions.decide({ paymentId, decision: 'refused', reason }), decided),
        }}
      />
      {act.dialog}
    </>
  )
}

/** Only who carries it to the bank can say that they did. */
function isToCarry({ channel, status, isMine }: PaymentForActions): boolean {
  return isMine && channel === 'by_hand' && status === 'ready'
}

/** What they said can be taken back until the debit proves it. */
function isCarried({ channel, status, isMine }: PaymentForActions): boolean {
  return isMine && channel === 'by_hand' && status === 'accepted'
}

/** One filled button: what the person came for. */
function lookOf({ status, may }: PaymentForActions): Record<'continue' | 'send' | 'ask', ButtonLook> {
  return {
    continue: 'main',
    send: may.continueAtBank ? 'bordered' : 'main',
    ask: !may.continueAtBank && !may.send && (status === 'unknown' || status === 'waiting') ? 'main' : 'bordered',
  }
}
