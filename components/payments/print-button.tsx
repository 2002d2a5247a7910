'use client'

import { Printer } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'

/** Opens the browser's print dialog, which also saves as PDF. */
export function PrintButton() {
  const t = useTranslations('payments.act')
  return (
    <Button look="main" onClick={() => window.print()}>
      <Printer className="ic s" aria-hidden="true" />
      {t('print')}
    </Button>
  )
}
