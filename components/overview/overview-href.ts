import type { OverviewChoice } from '@/lib/insights/overview'

/** The overview's address with some of its choices changed; what is the usual choice is left out. */
export function overviewHref(choice: OverviewChoice, change: Partial<OverviewChoice>): string {
  const { scope, period, group } = { ...choice, ...change }
  const params = new URLSearchParams()
  if (scope !== 'all') params.set('scope', scope)
  if (period !== '1m') params.set('period', period)
  if (group !== 'bank') params.set('group', group)
  return params.size > 0 ? `/?${params}` : '/'
}
