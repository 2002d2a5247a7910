import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AnswerDaysForm } from '@/components/settings/answer-days-form'
import { ReplayList } from '@/components/settings/replay-list'
import '@/components/settings/replay.css'
import { Empty } from '@/components/ui/empty'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { requireViewer } from '@/lib/auth/require-viewer'
import { ANSWER_DAYS_MAX, ANSWER_DAYS_MIN, getAnswerDays } from '@/lib/households/answer-retention'
import { mayDo } from '@/lib/households/viewer'
import { listKeptAnswers } from '@/lib/sync/replay/list-kept-answers'
import { applyLook, keepAnswersFor, lookAgain } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('settings'))('places.bankAnswers.name') }
}

/** How long answers of banks are kept, and reading them once more. */
export default async function BankAnswersPage() {
  const viewer = await requireViewer()
  if (!mayDo(viewer, 'edit')) notFound()
  const [t, words, days, accounts] = await Promise.all([
    getTranslations('settings'),
    getTranslations('settings.answers'),
    getAnswerDays(viewer),
    listKeptAnswers(viewer),
  ])
  return (
    <>
      <PageHeader title={t('places.bankAnswers.name')} back={{ href: '/settings', place: t('title') }} hasPrivacy />
      <main id="main" tabIndex={-1} className="max-w-180">
        <Section title={words('keep.title')} className="mt-2">
          <p className="py-3 text-14 text-muted">{words('keep.what')}</p>
          {mayDo(viewer, 'manage_household') ? (
            <AnswerDaysForm days={days} bounds={{ min: ANSWER_DAYS_MIN, max: ANSWER_DAYS_MAX }} save={keepAnswersFor} />
          ) : (
            <p>{words('keep.days', { days })}</p>
          )}
        </Section>
        <Section title={words('again.title')}>
          <p className="py-3 text-14 text-muted">{words('again.what')}</p>
          {accounts.length === 0 ? (
            <Empty text={words('again.empty')} />
          ) : (
            <ReplayList accounts={accounts} lookAgain={lookAgain} applyLook={applyLook} />
          )}
        </Section>
      </main>
    </>
  )
}
