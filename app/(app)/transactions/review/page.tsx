import { getTranslations } from 'next-intl/server'
import { ReviewPage } from '@/components/transactions/review-page'
import { listReview } from '@/lib/accounts/decisions/list-review'
import { requireViewer } from '@/lib/auth/require-viewer'
import { answer, undo } from '../actions'

export async function generateMetadata() {
  const t = await getTranslations('transactions.review')
  return { title: t('title') }
}

/** Rows of which only a person can say whether they are one payment or two, and what was said before. */
export default async function Page() {
  const viewer = await requireViewer()
  return <ReviewPage review={await listReview(viewer)} answer={answer} undo={undo} />
}
