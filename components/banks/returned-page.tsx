import { CircleCheck, Lock, Scale } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button-link'
import { ErrorPage } from '@/components/ui/error-page'
import type { AttemptDto, ReturnReason } from '@/lib/bank-sessions/return-reason'
import type { Format } from '@/lib/core/format'

type ReturnedPageProps = {
  reason: ReturnReason
  /** Only the viewer's own; nothing of anybody else's is told. */ attempt: AttemptDto | null
  format: Format
}

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
    attempt?.renewsId
      ? { Icon: CircleCheck, text: t('facts.renewal'), sub: t('facts.renewalSub') }
      : { Icon: CircleCheck, text: t('facts.rest'), sub: t('facts.restSub') },
  ]
  const support = [
    { term: words('code'), value: attempt?.code ?? reason },
    ...(attempt ? [{ term: words('attempt'), value: `${shortId(attempt.id)}, ${format.time(attempt.at, 'exact')}` }] : []),
  ]
  return (
    <ErrorPage
      state={t(reason === 'used' ? 'stateUsed' : attempt?.renewsId ? 'stateRenewal' : 'state')}
      title={capitalised(t(`reasons.${reason}.title`, { bank }))}
      what={t(`reasons.${reason}.what`, { bank })}
      facts={reason === 'used' ? facts.slice(1) : facts}
      support={support}
    >
      <Actions reason={reason} attempt={attempt} />
    </ErrorPage>
  )
}

/** What to do first, filled; then the other ways. */
function Actions({ reason, attempt }: Pick<ReturnedPageProps, 'reason' | 'attempt'>) {
  const t = useTranslations('callback.actions')
  if (attempt?.renewsId) return <RenewalActions renewsId={attempt.renewsId} needsAccess={NEEDS_ACCESS.includes(reason)} />
  const again = attempt && `/banks/connect?${new URLSearchParams({ country: attempt.country, bank: attempt.bankName, step: 'review' })}`
  const ways = [
    ...(NEEDS_ACCESS.includes(reason) ? [{ href: '/settings/bank-access', label: t('access') }] : []),
    ...(reason === 'used' ? [{ href: '/banks', label: t('banks') }] : []),
    ...(again ? [{ href: again, label: t('again') }] : []),
    { href: '/banks/connect', label: t(again ? 'other' : reason === 'used' ? 'connect' : 'again') },
    ...(reason === 'used' ? [] : [{ href: '/banks', label: t('banks') }]),
  ]
  return ways.map(({ href, label }, i) => (
    <ButtonLink key={label} href={href} look={i === 0 ? 'main' : i === ways.length - 1 ? 'plain' : 'bordered'}>
      {label}
    </ButtonLink>
  ))
}

function RenewalActions({ renewsId, needsAccess }: { renewsId: string; needsAccess: boolean }) {
  const t = useTranslations('callback.actions')
  return (
    <>
      {needsAccess && (
        <ButtonLink look="main" href="/settings/bank-access">
          {t('access')}
        </ButtonLink>
      )}
      <ButtonLink look={needsAccess ? 'bordered' : 'main'} href={`/banks/${renewsId}/renew`}>
        {t('again')}
      </ButtonLink>
      <ButtonLink look="plain" href="/banks">
        {t('banks')}
      </ButtonLink>
    </>
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
