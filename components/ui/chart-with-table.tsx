'use client'

import { useTranslations } from 'next-intl'
import { useId, useState, type ReactNode } from 'react'
import { Segmented } from './segmented'

/** A chart and the switch to the same figures as a table; `controls` (the period) stand left of the switch. */
export function ChartWithTable({ chart, table, controls }: { chart: ReactNode; table: ReactNode; controls?: ReactNode }) {
  const t = useTranslations('ui.chart')
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const name = useId()
  return (
    <div>
      {view === 'chart' ? chart : table}
      <div className="under">
        {controls ?? <span />}
        <Segmented
          label={t('showAs')}
          name={name}
          value={view}
          onChange={setView}
          options={[
            { value: 'chart', label: t('chart') },
            { value: 'table', label: t('table') },
          ]}
        />
      </div>
    </div>
  )
}
