import { Lock, User, Users } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { AccountDto } from '@/lib/accounts/account'

/** Who sees an account, in one word and a small icon: "Only you", "Both", "Shared", or the name of its holder. */
export function WhoSees({ account }: { account: Pick<AccountDto, 'audience' | 'holders'> }) {
  const t = useTranslations('accounts.who')
  const { audience, holders } = account
  const Icon = { onlyYou: Lock, both: Users, shared: Users, person: User }[audience]
  const word =
    audience === 'person'
      ? (holders[0] ?? t('nobody'))
      : audience === 'both' && holders.length > 2
        ? t('several', { count: holders.length })
        : t(audience)
  return (
    <>
      <Icon className="ic" aria-hidden="true" />
      <span className="cut">{word}</span>
    </>
  )
}
