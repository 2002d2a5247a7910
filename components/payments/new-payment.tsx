'use client'

import { useTranslations } from 'next-intl'
import { useRouter, useSearchParams } from 'next/navigation'
import { Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useStepUp } from '@/components/auth/use-step-up'
import { Steps } from '@/components/ui/steps'
import type { FieldErrors } from '@/lib/core/errors'
import { newId } from '@/lib/core/id'
import type { ActionResult } from '@/lib/core/result'
import type { StepUpMethod } from '@/lib/households/step-up-method'
import type { PaymentOrder, PaymentSubmission } from '@/lib/payments/order'
import type { PayForm, PayLine } from '@/lib/payments/pages/pay-form'
import type { PaymentPreview } from '@/lib/payments/pages/payment-preview'
import type { PaymentSource } from '@/lib/payments/sources/payment-source'
import { DiscardDraft } from './discard-draft'
import type { SaveDraft } from './draft-keeper'
import { factsOf } from './form-facts'
import { PayProvider, type PayContextValue } from './pay-context'
import type { PayeeSuggestion } from '@/lib/payments/payees/payee-dto'
import { RefusedWords } from './refused-words'
import { ReviewPage } from './review-page'
import { shownErrors } from './shown-errors'
import { useDraft } from './use-draft'
import { useFormLook } from './use-form-look'
import { usePreview } from './use-preview'
import { useSend, type SendPayment } from './use-send'
import { WizardForm } from './wizard-form'

export type NewPaymentProps = {
  /** Of the draft it goes on with; null: a new intent. */
  draftId: string | null
  start: PayForm
  sources: readonly PaymentSource[]
  suggestions: readonly PayeeSuggestion[]
  stepUpMethods: readonly StepUpMethod[]
  actions: {
    saveDraft: SaveDraft
    discardDraft: (input: { id: string }) => Promise<ActionResult<null>>
    preview: (input: Required<PaymentSubmission>) => Promise<ActionResult<PaymentPreview>>
    send: SendPayment
  }
}

/** Paying, from the first field to the bank's page. Steps are entries of the browser's own history, and nothing typed is ever lost. */
export function NewPayment(props: NewPaymentProps) {
  return (
    <Suspense>
      <Wizard {...props} />
    </Suspense>
  )
}

function Wizard({ draftId, start, sources, suggestions, stepUpMethods, actions }: NewPaymentProps) {
  const t = useTranslations('payments.form')
  const router = useRouter()
  const [id] = useState(() => draftId ?? newId())
  const { pay, tryOn, refuse } = usePayForm({ start, sources, suggestions })
  const { form, view, facts } = pay
  const draft = useDraft({ id, isOld: draftId !== null, form, saveDraft: actions.saveDraft })
  const { withStepUp, dialog } = useStepUp(stepUpMethods)
  const wantsCheck = useSearchParams().get('step') === 'check'
  const isCheck = wantsCheck && view !== null && Object.keys(view.errors).length === 0
  const sending = useSend({ id, send: (input) => withStepUp(() => actions.send(input)), onFields: backWith, onGone: draft.stop })
  const ask = (order: PaymentOrder) => actions.preview(sending.submissionOf(order))
  const previewed = usePreview(isCheck ? view.order : null, { ask, onFields: backWith })
  const checked = useRef(false)
  useStepFocus(isCheck)
  useEffect(() => {
    // Asked to go on before the checks were there.
    if (checked.current && view) check()
  })

  function check(): void {
    checked.current = view === null
    if (view && tryOn(view.errors)) showStep('check')
  }

  function backWith(fields: FieldErrors): void {
    refuse(fields)
    showStep('fill')
  }

  async function keep(): Promise<void> {
    if (await draft.saveNow()) router.push('/payments')
  }

  const isByHand = facts.source?.channel === 'by_hand'
  return (
    <PayProvider value={pay}>
      <div id="pay-step" className="pay-steps" tabIndex={-1}>
        <Steps labels={[t('steps.fill'), t('steps.check'), t(isByHand ? 'steps.byHand' : 'steps.bank')]} current={isCheck ? 1 : 0} />
      </div>
      {isCheck ? (
        <ReviewPage view={view} previewed={previewed} sending={sending} onChange={() => showStep('fill')} />
      ) : (
        <WizardForm
          keeping={draft.keeping}
          discard={
            draft.isThere && (
              <DiscardDraft discard={() => draft.discard(() => actions.discardDraft({ id }))} onDone={() => router.push('/payments')} />
            )
          }
          note={
            sending.refusal?.kind === 'bank' && (
              <RefusedWords
                refusal={sending.refusal}
                bank={facts.source?.bankName ?? ''}
                paymentHref={`/payments/${sending.paymentId()}`}
              />
            )
          }
          onCheck={check}
          onKeep={() => void keep()}
        />
      )}
      {dialog}
    </PayProvider>
  )
}

/** The other step begins at its top, for eyes and ears; the page itself does when it is opened. */
function useStepFocus(isCheck: boolean): void {
  const before = useRef(isCheck)
  useEffect(() => {
    if (before.current === isCheck) return
    before.current = isCheck
    window.scrollTo(0, 0)
    document.getElementById('pay-step')?.focus({ preventScroll: true })
  }, [isCheck])
}

/** What is typed, with what it means and what is wrong in it. A refusal of the server or the bank stands until something is changed. */
function usePayForm({ start, sources, suggestions }: Pick<NewPaymentProps, 'start' | 'sources' | 'suggestions'>) {
  const [form, setForm] = useState(start)
  const [attempt, setAttempt] = useState<PayContextValue['attempt']>(null)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [refused, setRefused] = useState<FieldErrors>({})
  const facts = useMemo(() => factsOf(form, sources, suggestions), [form, sources, suggestions])
  const view = useFormLook(form, facts)
  const pay = useMemo((): PayContextValue => {
    const put = (next: (form: PayForm) => PayForm) => {
      setForm(next)
      setRefused({})
    }
    return {
      ...{ form, facts, view, sources, suggestions, attempt },
      errors: shownErrors(view?.errors ?? {}, { refused, isTried: attempt !== null, left }),
      change: (patch) => put((before) => ({ ...before, ...patch })),
      changeLine: (at, patch) => put((before) => ({ ...before, lines: withLine(before.lines, at, patch) })),
      leave: (field) => setLeft((before) => new Set(before).add(field)),
    }
  }, [form, facts, view, sources, suggestions, attempt, refused, left])

  /** True when nothing is in the way; else everything that is gets named. */
  function tryOn(errors: FieldErrors): boolean {
    const isFine = Object.keys(errors).length === 0
    setAttempt((before) => (isFine ? null : { number: (before?.number ?? 0) + 1, errors }))
    return isFine
  }

  function refuse(fields: FieldErrors): void {
    setRefused(fields)
    tryOn(fields)
  }

  return { pay, tryOn, refuse }
}

function withLine(lines: readonly PayLine[], at: number, patch: Partial<PayLine>): PayLine[] {
  return lines.map((line, other) => (other === at ? { ...line, ...patch } : line))
}

/** A step of its own in the browser's history, so that "back" goes back to the form. */
function showStep(step: 'fill' | 'check'): void {
  const url = new URL(window.location.href)
  const isThere = url.searchParams.get('step') === 'check'
  if (isThere === (step === 'check')) return
  if (step === 'check') url.searchParams.set('step', 'check')
  else url.searchParams.delete('step')
  window.history.pushState(null, '', url)
}
