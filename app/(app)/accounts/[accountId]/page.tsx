import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { AccountPage } from '@/components/accounts/account-page'
import { requireViewer } from '@/lib/auth/require-viewer'
import { AppError } from '@/lib/core/errors'
import type { Viewer } from '@/lib/households/viewer'
import { readPeriod } from '@/lib/insights/period'
import { readAccountPage } from '@/lib/insights/read-account-page'
import { archive, countUnshared, include, pin, rename, share } from '../actions'

type Props = { params: Promise<{ accountId: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata() {
  const t = await getTranslations('accounts')
  return { title: t('one') }
}

/** One account: its number, balances, rows, who sees it and where it comes from. */
export default async function Page({ params, searchParams }: Props) {
  const viewer = await requireViewer()
  const [{ accountId }, { period }] = await Promise.all([params, searchParams])
  const page = await readOr404(viewer, accountId, typeof period === 'string' ? period : null)
  return <AccountPage page={page} now={new Date().toISOString()} actions={{ archive, countUnshared, include, pin, rename, share }} />
}

async function readOr404(viewer: Viewer, accountId: string, period: string | null) {
  try {
    return await readAccountPage(viewer, { accountId, period: readPeriod(period) })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}
