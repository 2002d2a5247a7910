import { getTranslations } from 'next-intl/server'
import { AccountsPage } from '@/components/accounts/accounts-page'
import { requireViewer } from '@/lib/auth/require-viewer'
import { GROUPINGS, readChoice } from '@/lib/insights/overview'
import { readAccounts } from '@/lib/insights/read-accounts'

export async function generateMetadata() {
  const t = await getTranslations('accounts')
  return { title: t('title') }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** All accounts in groups, archived ones on request. */
export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer()
  const { group, archived } = await searchParams
  const grouping = readChoice(typeof group === 'string' ? group : null, GROUPINGS)
  const now = new Date()
  const accounts = await readAccounts(viewer, grouping, now)
  return <AccountsPage accounts={accounts} showArchived={archived === '1'} now={now.toISOString()} />
}
