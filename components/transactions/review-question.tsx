'use client'

import { useTranslations } from 'next-intl'
import { useId, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorWords } from '@/components/ui/error-words'
import { Tile } from '@/components/ui/tile'
import { useToast } from '@/components/ui/toast'
import type { AppErrorCode } from '@/lib/core/errors'
import type { ReviewQuestion } from '@/lib/accounts/decisions/review'
import type { AnswerAction, DecideActions } from './decide-actions'
import { ReviewRowBox } from './review-row'
import { ReviewSigns } from './review-signs'

type ReviewQuestionProps = { question: ReviewQuestion; answer: AnswerAction; undo: DecideActions['undo'] }

const REASONS = ['several_pending', 'possible_twin', 'amount_differs', 'moved'] as const

/** One question: the row, what it may be the same as, what speaks for and against, and the two answers. */
export function ReviewQuestionBox({ question, answer, undo }: ReviewQuestionProps) {
  const t = useTranslations('transactions.review')
  const id = useId()
  const { code, isPending, give } = useAnswer(question, { answer, undo })
  const { row, others, mayDecide, accountName, bankName, bankCountry } = question
  const reason = REASONS.find((known) => known === question.reason) ?? 'other'
  const [only] = others
  const isPair = others.length === 1 && only !== undefined
  const isAboutPending = !isPair && (reason === 'several_pending' || reason === 'amount_differs')

  return (
    <section className="question" aria-labelledby={id}>
      <h2 id={id}>{t(others.length > 1 && reason !== 'several_pending' ? 'ask.several' : `ask.${reason}`)}</h2>
      <p className="place">
        <Tile id={`${bankCountry} ${bankName}`} name={bankName} size="small" />
        {accountName}
      </p>
      <div className={isPair ? 'sides' : undefined}>
        <ReviewRowBox row={row} label={t('thisRow')} />
        {isPair && <ReviewRowBox row={only} label={t('otherRow')} isBehind={only.isBehind} />}
      </div>
      {isPair && <ReviewSigns signs={only.signs} />}
      {!isPair && others.length > 0 && (
        <div className="sides">
          {others.map((other, index) => (
            <div key={other.id}>
              <ReviewRowBox row={other} label={t('otherNumber', { number: index + 1 })} isBehind={other.isBehind} />
              <ReviewSigns signs={other.signs} />
              {mayDecide && (
                <Button className="mt-3 max-lg:w-full" disabled={isPending} onClick={() => give(other.id)}>
                  {t('thisOne')}
                </Button>
              )}
            </div>
          ))}
        </div>
      )}
      {code && <ErrorWords code={code} />}
      {mayDecide ? (
        <div className="actions stackable">
          {isPair && (
            <Button disabled={isPending} onClick={() => give(only.id)}>
              {t('same')}
            </Button>
          )}
          <Button disabled={isPending} onClick={() => give(null)}>
            {t(others.length === 0 ? 'right' : isAboutPending ? 'noneOfThese' : isPair ? 'bothRight' : 'allRight')}
          </Button>
        </div>
      ) : (
        <p className="text-14 text-muted">{t('mayNot')}</p>
      )}
    </section>
  )
}

/** Sends the answer; afterwards the question is gone, and the next thing to hear or reach is the page's beginning. */
function useAnswer({ row }: ReviewQuestion, { answer, undo }: Pick<ReviewQuestionProps, 'answer' | 'undo'>) {
  const t = useTranslations('transactions.review')
  const toast = useToast()
  const [code, setCode] = useState<AppErrorCode | null>(null)
  const [isPending, start] = useTransition()

  function give(sameAs: string | null): void {
    start(async () => {
      const given = await answer({ transactionId: row.id, sameAs })
      setCode(given.ok ? null : given.error.code)
      if (!given.ok) return
      const { decisionId } = given.data
      toast(t(sameAs === null ? 'done.apart' : 'done.same'), () => void takeBack(decisionId))
      document.getElementById('main')?.focus()
    })
  }

  async function takeBack(decisionId: string): Promise<void> {
    const undone = await undo({ decisionId })
    toast(t(undone.ok ? 'done.undone' : 'done.notUndone'))
  }

  return { code, isPending, give }
}
