import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { PayPage } from '@/components/payments/pay-page'
import { requireViewer } from '@/lib/auth/require-viewer'
import { isUuid } from '@/lib/core/id'
import { findStepUp } from '@/lib/households/step-up'
import { mayDo, type Viewer } from '@/lib/households/viewer'
import { findDraft } from '@/lib/payments/pages/drafts'
import { listPaymentSources } from '@/lib/payments/sources/list-sources'
import { findPayForm } from '@/lib/payments/pages/pay-form'
import { suggestPayees } from '@/lib/payments/payees/suggest-payees'
import { checkPayment, discardDraft, savePaymentDraft, sendPayment } from './actions'
import { findPayment, startOf } from './start-of'

export async function generateMetadata() {
  const t = await getTranslations('payments.form')
  return { title: t('title') }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** A new payment; `from` an account, `payee` of the list, `copy` of a payment, or go on with a `draft`. */
export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer()
  const asked = await searchParams
  const idOf = (name: string) => (typeof asked[name] === 'string' && isUuid(asked[name]) ? asked[name] : null)
  const mayPay = mayDo(viewer, 'pay')
  const draftId = idOf('draft')
  const [sources, suggestions, stepUp, draft] = await Promise.all([
    listPaymentSources(viewer, new Date()),
    mayPay ? suggestPayees(viewer, '') : [],
    findStepUp(viewer, new Date()),
    draftId === null ? null : readDraft(viewer, draftId),
  ])
  const wishes = { from: idOf('from'), payee: idOf('payee'), copy: idOf('copy') }
  const start = draft ?? (await startOf(viewer, wishes, { sources, suggestions }))
  const actions = { saveDraft: savePaymentDraft, discardDraft, preview: checkPayment, send: sendPayment }
  return (
    <PayPage
      mayPay={mayPay}
      wizard={{ draftId: draft === null ? null : draftId, start, sources, suggestions, stepUpMethods: stepUp.methods, actions }}
    />
  )
}

/** A draft that is gone may have become the payment of the same id: somebody came back from the bank with "back". */
async function readDraft(viewer: Viewer, id: string) {
  const draft = await findDraft(viewer, id)
  if (!draft && (await findPayment(viewer, id))) redirect(`/payments/${id}`)
  return draft && findPayForm(draft.form)
}
