import { CircleCheck, Lock, Scale } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button-link'
import { ErrorPage } from '@/components/ui/error-page'
import type { AttemptDto, ReturnReason } from '@/lib/bank-sessions/return-reason'
import type { Format } from '@/lib/core/format'

type ReturnedPageProps = { reason: ReturnReason; /** Only the viewer's own; nothing of anybody else's is told. */ attempt: AttemptDto | null; format: Format }

/** Reasons after which somebody must look at the keys first. */
const NEEDS_ACCESS: readonly ReturnReason[] = ['application', 'no_accounts']

/** A trip to a bank that brought no access: why, that nothing was changed, and what to do. */
export function ReturnedPage({ reason, attempt, format }: ReturnedPageProps) {
  const t = useTranslations('callback')
  const words = useTranslations('errors')
  const bank = attempt?.bankName ?? t('bankUnknown')
  const facts = [
    { Icon: Lock, text: t('facts.nothingRead'), sub: t('facts.nothingReadSub') },
    { Icon: Scale, text: t('facts.noMoney'), sub: t('facts.noMoneySub') },
    { Icon: CircleCheck, text: t('facts.rest'), sub: t('facts.restSub') },
  ]
  const support = [
    { term: words('code'), value: attempt?.code ?? reason },
    ...(attempt ? [{ term: words('attempt'), value: `${shortId(attempt.id)}, ${format.time(attempt.at, 'exact')}` }] : []),
  ]
  const needsAccess = NEEDS_ACCESS.includes(reason)
  return (
    <ErrorPage
      state={t(reason === 'used' ? 'stateUsed' : 'state')}
      title={capitalised(t(`reasons.${reason}.title`, { bank }))}
      what={t(`reasons.${reason}.what`, { bank })}
      facts={reason === 'used' ? facts.slice(1) : facts}
      support={support}
    >
      {needsAccess && (
        <ButtonLink look="main" href="/settings/bank-access">
          {t('actions.access')}
        </ButtonLink>
      )}
      {attempt && reason !== 'used' && (
        <ButtonLink look={needsAccess ? 'bordered' : 'main'} href={`/banks/connect?${new URLSearchParams({ country: attempt.country, bank: attempt.bankName, step: 'review' })}`}>
          {t('actions.again')}
        </ButtonLink>
      )}
      <ButtonLink look={attempt || needsAccess ? 'bordered' : 'main'} href="/banks/connect">
        {t(attempt ? 'actions.other' : 'actions.again')}
      </ButtonLink>
      <ButtonLink look="plain" href="/banks">
        {t('actions.banks')}
      </ButtonLink>
    </ErrorPage>
  )
}

/** Eight characters a person can read out: the random end of the id. */
function shortId(id: string): string {
  const end = id.replaceAll('-', '').slice(-8).toUpperCase()
  return `${end.slice(0, 4)} ${end.slice(4)}`
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
