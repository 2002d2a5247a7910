'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useStepUp } from '@/components/auth/use-step-up'
import { Button } from '@/components/ui/button'
import { Face } from '@/components/ui/face'
import { Sheet } from '@/components/ui/sheet'
import { useFormat } from '@/components/ui/use-format'
import { LimitsForm } from './limits-form'
import type { ManageRules, PayerDto } from './rules-dto'

type PayerLimitsProps = { payers: readonly PayerDto[]; currency: string; manage: ManageRules | null }

/** How much each may pay, one line per person who may. */
export function PayerLimits({ payers, currency, manage }: PayerLimitsProps) {
  const t = useTranslations('household.paymentRules')
  const [changing, setChanging] = useState<PayerDto | null>(null)
  const { withStepUp, dialog } = useStepUp(manage?.methods ?? [])
  return (
    <>
      <ul className="rows mt-3">
        {payers.map((payer) => (
          <li key={payer.memberId} className="row i">
            <Face name={payer.name} />
            <span className="min-w-0">
              <span className="name cut">{payer.name}</span>
              <span className="sub">
                <LimitsText payer={payer} />
              </span>
            </span>
            {manage && (
              <Button look="plain" aria-label={t('changeFor', { name: payer.name })} onClick={() => setChanging(payer)}>
                {t('change')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Sheet isQuestion isOpen={changing !== null} onClose={() => setChanging(null)} title={t('limitsOf', { name: changing?.name ?? '' })}>
        {changing && manage && (
          <LimitsForm
            payer={changing}
            currency={currency}
            save={(input) => withStepUp(() => manage.saveMember(input), t('why'))}
            onDone={() => setChanging(null)}
          />
        )}
      </Sheet>
      {dialog}
    </>
  )
}

function LimitsText({ payer: { singleLimit, dailyLimit } }: { payer: PayerDto }) {
  const t = useTranslations('household.paymentRules')
  const format = useFormat()
  if (singleLimit && dailyLimit)
    return t('both', { single: format.money(singleLimit, { symbol: true }), daily: format.money(dailyLimit, { symbol: true }) })
  if (singleLimit) return t('singleIs', { single: format.money(singleLimit, { symbol: true }) })
  return dailyLimit ? t('dailyIs', { daily: format.money(dailyLimit, { symbol: true }) }) : t('noLimit')
}
