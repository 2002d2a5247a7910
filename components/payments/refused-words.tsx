'use client'

import { useTranslations } from 'next-intl'
import { ErrorWords } from '@/components/ui/error-words'
import { Notice } from '@/components/ui/notice'
import type { Refusal } from './use-send'

/** What is known already has its own page: there it says where it stands. */
const KNOWN_CODES: readonly string[] = ['payment_changed', 'payment_in_progress', 'conflict']

/** Why nothing was sent, or where it stands already. */
export function RefusedWords({ refusal, bank, paymentHref }: { refusal: NonNullable<Refusal>; bank: string; paymentHref: string }) {
  const t = useTranslations('payments.review')
  if (refusal.kind === 'bank') {
    return (
      <Notice kind="error" role="alert" title={t('refused', { bank })}>
        {refusal.bankCode ? t('refusedWhat', { words: refusal.bankCode }) : t('refusedPlain')}
      </Notice>
    )
  }
  return (
    <>
      <ErrorWords code={refusal.code} />
      {KNOWN_CODES.includes(refusal.code) && (
        <p>
          <a href={paymentHref}>{t('open')}</a>
        </p>
      )}
    </>
  )
}
