import { getTranslations } from 'next-intl/server'
import { TransactionsPage } from '@/components/transactions/transactions-page'
import { readTransactionFilter } from '@/lib/accounts/transaction-filter'
import { requireViewer } from '@/lib/auth/require-viewer'
import { readTransactionList } from '@/lib/insights/read-transaction-list'
import { annotate, categorize, merge, split, splitOffEvidence, undo } from './actions'

export async function generateMetadata() {
  const t = await getTranslations('transactions')
  return { title: t('title') }
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** One list over all accounts; search and filters are in the address. */
export default async function Page({ searchParams }: Props) {
  const viewer = await requireViewer()
  const asked = await searchParams
  const filter = readTransactionFilter({ get: (name) => one(asked[name]) })
  const decide = { merge, split, splitEvidence: splitOffEvidence, undo }
  return <TransactionsPage list={await readTransactionList(viewer, filter)} annotate={annotate} categorize={categorize} decide={decide} />
}

function one(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null
}
