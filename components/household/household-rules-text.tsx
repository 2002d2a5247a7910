'use client'

import { useTranslations } from 'next-intl'
import { useFormat } from '@/components/ui/use-format'
import type { RulesDto } from './rules-dto'

/** The rules for who cannot change them. */
export function HouseholdRulesText({ rules: { approvalAbove, payeesListedOnly } }: { rules: RulesDto }) {
  const t = useTranslations('household.paymentRules')
  const format = useFormat()
  return (
    <>
      <p className="mt-4">{approvalAbove ? t('approvalIs', { sum: format.money(approvalAbove, { symbol: true }) }) : t('approvalNone')}</p>
      {payeesListedOnly && <p className="mt-2">{t('listedOnlyIs')}</p>}
    </>
  )
}
