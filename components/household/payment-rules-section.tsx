import { useTranslations } from 'next-intl'
import { HouseholdRulesForm } from './household-rules-form'
import { HouseholdRulesText } from './household-rules-text'
import { PayerLimits } from './payer-limits'
import type { ManageRules, RulesDto } from './rules-dto'

/** What the household has agreed about paying: who may pay how much, and when a second person says yes. Owners change it. */
export function PaymentRulesSection({ rules, manage }: { rules: RulesDto; manage: ManageRules | null }) {
  const t = useTranslations('household.paymentRules')
  return (
    <>
      <p className="mt-2 text-14 text-muted">{t('intro')}</p>
      <PayerLimits payers={rules.payers} currency={rules.currency} manage={manage} />
      {manage ? <HouseholdRulesForm rules={rules} manage={manage} /> : <HouseholdRulesText rules={rules} />}
    </>
  )
}
