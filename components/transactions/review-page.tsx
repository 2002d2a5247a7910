import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button-link'
import { Empty } from '@/components/ui/empty'
import { PageHeader } from '@/components/ui/page-header'
import { Section } from '@/components/ui/section'
import { ToastProvider } from '@/components/ui/toast'
import type { ReviewDto } from '@/lib/accounts/decisions/review'
import type { AnswerAction, DecideActions } from './decide-actions'
import { DecisionList } from './decision-list'
import { ReviewQuestionBox } from './review-question'
import './review.css'

type ReviewPageProps = { review: ReviewDto; answer: AnswerAction; undo: DecideActions['undo'] }

/** Each question with its rows beside each other, and below what was decided before. */
export function ReviewPage({ review: { questions, more, decisions }, answer, undo }: ReviewPageProps) {
  const t = useTranslations('transactions.review')
  return (
    <ToastProvider>
      <PageHeader title={t('title')} back={{ href: '/transactions', place: t('back') }} hasPrivacy />
      <main id="main" tabIndex={-1}>
        <div className="review">
          {questions.length === 0 ? (
            <Empty text={t('empty')}>
              <ButtonLink href="/transactions">{t('toList')}</ButtonLink>
            </Empty>
          ) : (
            <>
              <p className="text-14 text-muted">{t('lead', { count: questions.length + more })}</p>
              {questions.map((question) => (
                <ReviewQuestionBox key={question.row.id} question={question} answer={answer} undo={undo} />
              ))}
              {more > 0 && <p className="footnote">{t('more', { count: more })}</p>}
            </>
          )}
          {decisions.length > 0 && (
            <Section title={t('before')}>
              <DecisionList decisions={decisions} undo={undo} hasAccounts />
            </Section>
          )}
        </div>
      </main>
    </ToastProvider>
  )
}
