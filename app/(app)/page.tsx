import { getTranslations } from 'next-intl/server'
import { FirstRun } from '@/components/banks/first-run'
import { AttentionList } from '@/components/overview/attention-list'
import { OverviewPage } from '@/components/overview/overview-page'
import { requireViewer } from '@/lib/auth/require-viewer'
import { canStartDemo } from '@/lib/bank-sessions/demo'
import { env } from '@/lib/env'
import { mayDo } from '@/lib/households/viewer'
import { GROUPINGS, readChoice, SCOPES } from '@/lib/insights/overview'
import { readPeriod } from '@/lib/insights/period'
import { readOverview } from '@/lib/insights/read-overview'
import { listPaymentsNeedingAttention } from '@/lib/payments/pages/list-payments'
import { fillWithDemo } from './banks/actions'

export async function generateMetadata() {
  const t = await getTranslations('overview')
  return { title: t('title') }
}

type Params = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The first page: what we have, how it went, what waits. */
export default async function Page({ searchParams }: Params) {
  const viewer = await requireViewer()
  const asked = await searchParams
  const choice = {
    scope: readChoice(one(asked.scope), SCOPES),
    period: readPeriod(one(asked.period)),
    group: readChoice(one(asked.group), GROUPINGS),
  }
  const now = new Date()
  const [overview, payments] = await Promise.all([readOverview(viewer, choice, now), listPaymentsNeedingAttention(viewer, now)])
  if (overview.isEmpty) {
    const connect = mayDo(viewer, 'connect_banks')
    const may = { connect, demo: connect && (await canStartDemo(viewer)), invite: mayDo(viewer, 'manage_household') }
    const t = await getTranslations('overview')
    return (
      <FirstRun
        name={viewer.name}
        title={t('title')}
        may={may}
        isSimulated={env().simulator.enabled}
        fillWithDemo={fillWithDemo}
        attention={<AttentionList items={[]} payments={payments} />}
      />
    )
  }
  return <OverviewPage overview={overview} payments={payments} now={now.toISOString()} />
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
