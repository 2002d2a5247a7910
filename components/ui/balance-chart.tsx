import type { ReactNode } from 'react'
import { BalanceTable } from './balance-table'
import { ChartWithTable } from './chart-with-table'
import { StepChart, type StepChartProps } from './step-chart'

/** A balance over time: step line, table of the same, and the period's controls (`SegmentedLinks`). */
export function BalanceChart({ controls, ...chart }: StepChartProps & { controls?: ReactNode }) {
  return <ChartWithTable chart={<StepChart {...chart} />} table={<BalanceTable {...chart} />} controls={controls} />
}
