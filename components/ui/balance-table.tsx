'use client'

import { useTranslations } from 'next-intl'
import { Amount } from './amount'
import { DateText } from './date-text'
import type { StepChartProps } from './step-chart'
import { tableRows } from './step-series'

/** The same balances as the chart shows, to be read. */
export function BalanceTable({ label, currency, points }: StepChartProps) {
  const t = useTranslations('ui.chart')
  return (
    <table className="plot-table">
      <caption className="vh">{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t('day')}</th>
          <th scope="col">{t('amount')}</th>
          <th scope="col">{t('change')}</th>
        </tr>
      </thead>
      <tbody>
        {tableRows(points, currency).map(({ day, balance, change }) => (
          <tr key={day}>
            <th scope="row">
              <DateText day={day} form="short" />
            </th>
            <td>
              <Amount money={balance} />
            </td>
            <td>{change && <Amount money={change} kind="movement" />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
