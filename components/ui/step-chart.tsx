'use client'

import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useDisplay } from './display-context'
import { lowestPoint, type DayPoint } from './step-series'
import { useFormat } from './use-format'

/** Drawn in the browser only: the chart library writes style attributes, which the page's policy refuses in HTML. */
const StepChartPlot = dynamic(() => import('./step-chart-plot').then((module) => module.StepChartPlot), { ssr: false, loading: () => null })

export type StepChartProps = {
  /** What the line is: "Household total". */
  label: string
  currency: string
  /** Oldest first. */
  points: readonly DayPoint[]
  /** What is expected after the last point, dotted. */
  expected?: readonly DayPoint[]
}

/** A balance over time as a step line, its lowest point named, with a sentence as its name. Needs two points. */
export function StepChart({ label, currency, points, expected = [] }: StepChartProps) {
  const t = useTranslations('ui.chart')
  const summary = useSummary({ label, currency, points, expected })
  if (points.length + expected.length < 2) return <p className="py-5 text-14 text-muted">{t('tooFew')}</p>
  return (
    <div className="plot-box" role="img" aria-label={summary} suppressHydrationWarning>
      <StepChartPlot currency={currency} points={points} expected={expected} />
    </div>
  )
}

function useSummary({ label, currency, points, expected = [] }: StepChartProps): string {
  const t = useTranslations('ui.chart')
  const format = useFormat()
  const { isPrivate } = useDisplay()
  const [first, last, lowest, ahead] = [points[0], points.at(-1), lowestPoint(points), expected.at(-1)]
  if (!first || !last || !lowest) return label
  const span = { label, from: format.day(first.day, 'long'), to: format.day(last.day, 'long') }
  if (isPrivate) return t('summaryHidden', span)
  const money = (amount: string) => format.money({ amount, currency }, { symbol: true })
  const past = t('summary', {
    ...span,
    first: money(first.amount),
    last: money(last.amount),
    lowest: money(lowest.amount),
    lowestDay: format.day(lowest.day, 'long'),
  })
  return ahead ? `${past} ${t('summaryExpected', { amount: money(ahead.amount), day: format.day(ahead.day, 'long') })}` : past
}
