import { getTranslations } from 'next-intl/server'
import { PayeesPage } from '@/components/payments/payees-page'
import { requireViewer } from '@/lib/auth/require-viewer'
import { findStepUp } from '@/lib/households/step-up'
import { mayDo } from '@/lib/households/viewer'
import { getFormat } from '@/lib/i18n/get-format'
import { listPayees, maySharePayees } from '@/lib/payments/payees/payees'
import { forgetPayee, keepPayee } from './actions'

export async function generateMetadata() {
  const t = await getTranslations('payments.payees')
  return { title: t('title') }
}

/** Whom the household pays. */
export default async function Page() {
  const viewer = await requireViewer()
  const [payees, format, { methods }, mayShare] = await Promise.all([
    listPayees(viewer),
    getFormat(viewer),
    findStepUp(viewer),
    maySharePayees(viewer),
  ])
  const manage = mayDo(viewer, 'pay') ? { keep: keepPayee, forget: forgetPayee, methods, mayShare } : null
  return <PayeesPage payees={payees} format={format} manage={manage} />
}
