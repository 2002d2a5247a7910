import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button-link'
import { ErrorWords } from '@/components/ui/error-words'
import type { AppErrorCode } from '@/lib/core/errors'

/** The way to the bank cannot be prepared: why, and the one thing to do about it. */
export function RenewalRefused({ code }: { code: AppErrorCode }) {
  const t = useTranslations('banks.renewal')
  const isOurs = code === 'bank_not_configured' || code === 'bank_key_rejected' || code === 'bank_redirect_not_registered'
  return (
    <div className="grid max-w-[40rem] gap-4">
      {code === 'bank_refused' ? <p>{t('gone')}</p> : <ErrorWords code={code} />}
      <div className="actions stackable">
        <ButtonLink look="main" href={isOurs ? '/settings/bank-access' : '/banks/connect'}>
          {t(isOurs ? 'access' : 'choose')}
        </ButtonLink>
        <ButtonLink look="plain" href="/banks">
          {t('back')}
        </ButtonLink>
      </div>
    </div>
  )
}
