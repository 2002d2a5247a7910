'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { useAccountControls } from './account-controls'

/** Shall an account that the bank no longer shares go on counting? Two answers, either is fine, asked once. */
export function GoneQuestion() {
  const t = useTranslations('accounts.goneQuestion')
  const { countUnshared, isPending } = useAccountControls()
  return (
    <>
      <p className="mt-3 font-medium">{t('ask')}</p>
      <div className="actions stackable mt-2">
        <Button onClick={() => countUnshared(true)} aria-busy={isPending || undefined}>
          {t('keep')}
        </Button>
        <Button onClick={() => countUnshared(false)} aria-busy={isPending || undefined}>
          {t('leave')}
        </Button>
      </div>
    </>
  )
}
