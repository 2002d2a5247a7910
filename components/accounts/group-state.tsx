'use client'

import { useTranslations } from 'next-intl'
import { useFormat } from '@/components/ui/use-format'
import { dayIn } from '@/lib/core/format-day'
import { useDisplay } from '@/components/ui/display-context'
import type { FeedState } from '@/lib/accounts/account'

const TONES: Partial<Record<FeedState['state'], string>> = { approveAgain: 'sub warn', ended: 'sub err' }

/** Where reading a bank stands, as the second line of its heading. */
export function GroupState({ state }: { state: FeedState | null }) {
  const t = useTranslations('accounts.state')
  const format = useFormat()
  const { timeZone } = useDisplay()
  if (!state) return null
  const day = (at: string) => format.day(dayIn(new Date(at), timeZone), 'short')
  const words = () => {
    switch (state.state) {
      case 'approveAgain':
        return t('approveAgain', { day: day(state.until) })
      case 'wait':
        return t('wait', { time: format.time(state.until, 'asOf') })
      case 'ended':
        return state.at ? t('endedOn', { day: day(state.at) }) : t('ended')
      default:
        return t(state.state)
    }
  }
  return (
    <span className={TONES[state.state] ?? 'sub'} suppressHydrationWarning>
      {words()}
    </span>
  )
}
