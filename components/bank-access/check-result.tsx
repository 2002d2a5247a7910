'use client'

import { useTranslations } from 'next-intl'
import { DefinitionRows } from '@/components/ui/definition-rows'
import { Notice } from '@/components/ui/notice'
import { useFormat } from '@/components/ui/use-format'
import type { BankAppCheck, RegisteredRedirects } from '@/lib/bank-sessions/bank-app-dto'
import { useAppFacts } from './use-app-facts'

/** `verdict`: the facts stand on the page already · `brief`: environment and state, the application is not this person's */
export type CheckDepth = 'verdict' | 'brief' | 'all'

type CheckResultProps = {
  check: BankAppCheck
  depth?: CheckDepth
  isWeakKey?: boolean
  /** Said after a failure: whether what was typed is kept. */
  isKept?: boolean | undefined
}

/** What the test call said, and what to do about it. */
export function CheckResult({ check, depth = 'all', isWeakKey = false, isKept }: CheckResultProps) {
  const t = useTranslations('bankAccess')
  const toRows = useAppFacts()
  if (!check.ok) return <Failure check={check} isKept={isKept} />
  const { facts, isRedirectRegistered, isPaymentRedirectRegistered } = check
  const isGood = facts.active && isRedirectRegistered
  const rows = toRows({ ...facts, isRedirectRegistered, isPaymentRedirectRegistered })
  return (
    <div className="grid gap-3" role="status">
      <Notice kind={isGood ? 'done' : 'warning'}>
        <p>{t(!isRedirectRegistered ? 'check.goodButRedirect' : facts.active ? 'check.good' : 'check.goodButInactive')}</p>
        {isPaymentRedirectRegistered !== null && <p>{t(`check.ways.${waysOf(check)}`)}</p>}
      </Notice>
      {isWeakKey && <p className="text-14 text-muted">{t('check.weakKey')}</p>}
      {depth !== 'verdict' && <DefinitionRows rows={depth === 'brief' ? rows.slice(1, 3) : rows} />}
    </div>
  )
}

function waysOf({ isRedirectRegistered, isPaymentRedirectRegistered }: RegisteredRedirects) {
  if (isRedirectRegistered) return isPaymentRedirectRegistered ? 'both' : 'accounts'
  return isPaymentRedirectRegistered ? 'payments' : 'neither'
}

function Failure({ check, isKept }: { check: Extract<BankAppCheck, { ok: false }>; isKept?: boolean | undefined }) {
  const t = useTranslations('bankAccess')
  const format = useFormat()
  const skew = check.clockSkewSeconds
  return (
    <Notice kind="error" role="alert" title={t(`problems.${check.problem}.title`)}>
      <p>{t(`problems.${check.problem}.fix`)}</p>
      {skew !== null && (
        <p>{t(skew > 0 ? 'check.clockAhead' : 'check.clockBehind', { skew: t('check.skew', { seconds: Math.abs(skew) }) })}</p>
      )}
      {check.retryAt && <p>{t('check.until', { time: format.time(check.retryAt) })}</p>}
      {isKept !== undefined && <p>{t(isKept ? 'check.keptUntested' : 'check.notKept')}</p>}
      {check.bankCode && <p className="code text-12 text-muted">{check.bankCode}</p>}
    </Notice>
  )
}
