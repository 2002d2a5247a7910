import { useTranslations } from 'next-intl'
import { QuotaTicks } from '@/components/ui/quota-ticks'
import type { BankSessionDto } from '@/lib/bank-sessions/bank-session-dto'
import type { Format } from '@/lib/core/format'

type QuotaLineProps = {
  session: BankSessionDto
  format: Format
  /** The viewer is at a private address, so that no bank can be shown that they are there. */
  isUnseen: boolean
}

/** What is left of the bank's automatic reads, when the next one is, and what reading now would cost. */
export function QuotaLine({ session, format, isUnseen }: QuotaLineProps) {
  const t = useTranslations('banks.quota')
  const { quota, nextReadAt } = session
  if (!quota) return null
  return (
    <div className="grid gap-1 py-3 text-14">
      <p>
        <QuotaTicks used={quota.used} all={quota.all} {...(nextReadAt && { nextTime: format.time(nextReadAt, 'asOf') })} />
      </p>
      <p className="text-muted">
        {t('why', { all: quota.all })} {t(isUnseen ? 'counts' : 'free')}
      </p>
    </div>
  )
}
