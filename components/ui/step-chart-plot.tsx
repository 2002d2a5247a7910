'use client'

import { useTranslations } from 'next-intl'
import { CartesianGrid, Line, LineChart, ReferenceDot, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { addMonths, parseIsoDate } from '@/lib/core/iso-date'
import { useDisplay } from './display-context'
import { gridLabel, gridValues, lowestPoint, plotDay, plotPosition, type DayPoint } from './step-series'
import { useFormat } from './use-format'

type StepChartPlotProps = { currency: string; points: readonly DayPoint[]; expected: readonly DayPoint[] }

const MARGIN = { top: 12, right: 0, bottom: 0, left: 0 }
const SCALE_WIDTH = 52

/** The drawing itself. While amounts are hidden its shape stays and its scale goes. */
export function StepChartPlot({ currency, points, expected }: StepChartPlotProps) {
  const format = useFormat()
  const { isPrivate } = useDisplay()

  const last = points.at(-1)
  const lowest = lowestPoint(points)
  const all = [...points, ...expected]
  const grid = gridValues(all.map((point) => point.amount))
  const place = placer(grid)
  // The lowest point's amount stands below it and needs room above the axis.
  const floor = lowest ? Math.min(0, place(lowest) - 0.14) : 0
  const days = axisDays(points, expected)
  const lowestLabel = lowest && !isPrivate ? format.money({ amount: lowest.amount, currency }).replace(/\u00A0[A-Z]{3}$/, '') : undefined

  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={rowsOf(points, expected, place)} margin={MARGIN} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--hairline)" />
        <XAxis
          dataKey="at"
          type="number"
          domain={['dataMin', 'dataMax']}
          ticks={days.map(({ at }) => at)}
          tick={({ x, y, payload }: TickProps) => <DayTick x={x} y={y} tick={days.find(({ at }) => at === payload.value)} />}
          tickLine={false}
          axisLine={{ stroke: 'var(--rule)' }}
          interval={0}
          height={26}
          tickMargin={8}
        />
        <YAxis
          orientation="right"
          width={SCALE_WIDTH}
          domain={[floor, 1]}
          ticks={grid.map((_, index) => index / (grid.length - 1))}
          tickFormatter={(_: number, index: number) => (isPrivate ? '' : gridLabel(grid[index] ?? 0, grid, format.count))}
          tickLine={false}
          axisLine={false}
          interval={0}
        />
        {last && expected.length > 0 && <ReferenceLine x={plotDay(last.day)} stroke="var(--rule)" strokeDasharray="2 3" />}
        <Line dataKey="value" type="stepAfter" stroke="var(--c1)" strokeWidth={2} dot={false} activeDot={false} isAnimationActive={false} />
        <Line
          dataKey="ahead"
          type="stepAfter"
          stroke="var(--c1)"
          strokeWidth={2}
          strokeDasharray="1.5 4.5"
          strokeLinecap="round"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        {lowest && (
          <ReferenceDot
            x={plotDay(lowest.day)}
            y={place(lowest)}
            r={2.5}
            fill="var(--c1)"
            stroke="none"
            label={
              lowestLabel && { value: lowestLabel, className: 'lbl lowest', position: 'bottom', offset: 8, dx: inward(lowest.day, all) }
            }
          />
        )}
        {last && <ReferenceDot x={plotDay(last.day)} y={place(last)} r={3.5} fill="var(--bg)" stroke="var(--c1)" strokeWidth={2} />}
      </LineChart>
    </ResponsiveContainer>
  )
}

type TickProps = { x: number | string; y: number | string; payload: { value: number } }

/** The first day begins at the left edge, the last one ends below the scale at the right; today is in ink. */
function DayTick({ x, y, tick }: { x: number | string; y: number | string; tick: AxisDay | undefined }) {
  const t = useTranslations('ui.chart')
  const format = useFormat()
  if (!tick) return null
  return (
    <text
      x={tick.anchor === 'end' ? Number(x) + SCALE_WIDTH : x}
      y={y}
      dy="0.71em"
      textAnchor={tick.anchor}
      className={tick.isToday ? 'lbl' : undefined}
    >
      {tick.isToday ? t('today') : format.day(tick.day, 'short')}
    </text>
  )
}

/**
 * Where an amount lies between the lowest grid line (0) and the highest (1). The chart library writes positions into the
 * document, so they must not be the amounts.
 */
function placer(grid: readonly number[]): (point: DayPoint) => number {
  const [low = 0, high = 1] = [grid[0], grid.at(-1)]
  return ({ amount }) => (plotPosition(amount) - low) / (high - low || 1)
}

/** One row per day with what is known and what is expected; the last known point begins the dotted line. */
function rowsOf(points: readonly DayPoint[], expected: readonly DayPoint[], place: (point: DayPoint) => number) {
  const last = points.at(-1)
  const known = points.map((point) => {
    const startsAhead = point.day === last?.day && expected.length > 0
    return { at: plotDay(point.day), value: place(point), ahead: startsAhead ? place(point) : undefined }
  })
  return [...known, ...expected.map((point) => ({ at: plotDay(point.day), value: undefined, ahead: place(point) }))]
}

const EDGE_SHARE = 0.08
const HALF_LABEL = 30

/** Near an edge the lowest point's amount moves towards the middle, where neither the scale nor the margin cuts it. */
function inward(day: string, all: readonly DayPoint[]): number {
  const [first, last] = [all[0], all.at(-1)]
  if (!first || !last) return 0
  const share = (plotDay(day) - plotDay(first.day)) / (plotDay(last.day) - plotDay(first.day) || 1)
  if (share > 1 - EDGE_SHARE) return -HALF_LABEL
  return share < EDGE_SHARE ? HALF_LABEL : 0
}

type AxisDay = { at: number; day: string; isToday: boolean; anchor: 'start' | 'middle' | 'end' }

/** How much of the axis a label needs for itself. */
const LABEL_SHARE = 0.24

function firstsOfMonths(from: string, to: string): string[] {
  const firsts: string[] = []
  for (let day = addMonths(parseIsoDate(from), 1); day < to; day = addMonths(day, 1)) firsts.push(day)
  return firsts
}

/** First day, firsts of months where there is room, today where the dotted line begins, last day. */
function axisDays(points: readonly DayPoint[], expected: readonly DayPoint[]): AxisDay[] {
  const all = [...points, ...expected]
  const [first, last, now] = [all[0], all.at(-1), points.at(-1)]
  if (!first || !last) return []
  const fixed = [first.day, ...(expected.length > 0 && now ? [now.day] : []), last.day]
  const room = (plotDay(last.day) - plotDay(first.day)) * LABEL_SHARE
  const isFree = (day: string, taken: readonly string[]) => taken.every((other) => Math.abs(plotDay(day) - plotDay(other)) >= room)
  const months = firstsOfMonths(first.day, last.day).reduce<string[]>(
    (chosen, day) => (isFree(day, [...fixed, ...chosen]) ? [...chosen, day] : chosen),
    [],
  )
  return [...new Set([...fixed, ...months])].map((day) => ({
    at: plotDay(day),
    day,
    isToday: day === now?.day && expected.length > 0,
    anchor: day === first.day ? 'start' : day === last.day ? 'end' : 'middle',
  }))
}
