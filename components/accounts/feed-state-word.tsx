'use client'

import { useDisplay } from '@/components/ui/display-context'
import { StateWord } from '@/components/ui/state-word'
import { useFormat } from '@/components/ui/use-format'
import { dayIn } from '@/lib/core/format-day'
import type { FeedState } from '@/lib/accounts/account'

/** The state of one access as icon, word and colour. */
export function FeedStateWord({ state }: { state: FeedState }) {
  const format = useFormat()
  const { timeZone, today } = useDisplay()
  switch (state.state) {
    case 'approveAgain':
      return <StateWord state="approveAgain" days={state.days} />
    case 'wait':
      return <StateWord state="wait" time={format.time(state.until, 'asOf')} />
    case 'ended':
      return <StateWord state="ended" day={format.day(state.at ? dayIn(new Date(state.at), timeZone) : today, 'short')} />
    default:
      return <StateWord state={state.state} />
  }
}
