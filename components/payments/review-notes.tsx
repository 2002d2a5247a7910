'use client'

import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/notice'
import type { PaymentPreview } from '@/lib/payments/pages/payment-preview'
import type { FormView } from './look-at-form'

/** One warning at most, the gravest: a number that changed, the same payment again, a first time. */
export function ReviewNotes({ view, preview }: { view: FormView; preview: PaymentPreview | null }) {
  const t = useTranslations('payments.review')
  if (!preview) return null
  const changed = preview.payees.findIndex(({ hasChanged }) => hasChanged)
  const first = preview.payees.findIndex(({ isFirst }) => isFirst)
  const name = (at: number) => view.order.lines[at]?.name ?? ''
  if (changed !== -1) {
    return <Warning title={t('changed', { name: name(changed) })}>{t('changedWhat')}</Warning>
  }
  if (preview.duplicate) {
    const { paymentId, transactionId, daysAgo } = preview.duplicate
    const when = daysAgo === 0 ? 'today' : daysAgo === 1 ? 'yesterday' : 'earlier'
    return (
      <Warning title={t('duplicate', { when, days: daysAgo })}>
        {t('duplicateWhat')}{' '}
        <a href={paymentId ? `/payments/${paymentId}` : `/transactions?row=${transactionId}`} target="_blank" rel="noreferrer">
          {t('duplicateOpen')}
        </a>
      </Warning>
    )
  }
  if (first === -1) return null
  return <Warning title={view.order.lines.length === 1 ? t('first') : t('firstSeveral')}>{t('firstWhat')}</Warning>
}

function Warning({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="pay-notes">
      <Notice kind="warning">
        <p>
          <b>{title}</b> {children}
        </p>
      </Notice>
    </div>
  )
}
