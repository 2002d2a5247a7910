import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button-link'

/** A bank that gave access and no accounts: nearly always a restricted application whose accounts are not linked. */
export function NoAccounts({ bankName, children }: { bankName: string; /** Ends the access. */ children: ReactNode }) {
  const t = useTranslations('connect.choose')
  return (
    <div className="page-lede">
      <h2>{t('emptyTitle', { bank: bankName })}</h2>
      <p>{t('emptyWhat')}</p>
      <p>{t('emptyRestricted')}</p>
      <p>{t('emptyFix')}</p>
      <div className="actions stackable mt-5">
        <ButtonLink look="main" href="/settings/bank-access">
          {t('emptyAccess')}
        </ButtonLink>
        {children}
      </div>
    </div>
  )
}
