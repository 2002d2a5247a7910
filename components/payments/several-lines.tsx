'use client'

import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Amount } from '@/components/ui/amount'
import { Button } from '@/components/ui/button'
import { BulkUpload } from './bulk-upload'
import { CodePaste } from './code-paste'
import { emptyLine } from './empty-form'
import { usePay } from './pay-context'
import { useOrderWords } from './use-order-words'
import { sumOf } from './wizard-after-this'
import { WizardLine } from './wizard-line'

/** Several payees at once, typed or from a file, with what they come to. */
export function SeveralLines() {
  const t = useTranslations('payments.form.several')
  const words = useOrderWords()
  const { form, facts, view, errors, change } = usePay()
  const max = facts.fields.linesMax
  const total =
    view &&
    sumOf(
      view.lines.map(({ amount }) => amount),
      form.currency,
    )
  return (
    <>
      <BulkUpload />
      <ol className="line-rows">
        {form.lines.map((line, at) => (
          <li key={line.key}>
            <div className="line-head">
              <span>{t('line', { number: at + 1 })}</span>
              {form.lines.length > 1 && (
                <Button
                  look="icon"
                  aria-label={t('removeNamed', { number: at + 1 })}
                  onClick={() => change({ lines: form.lines.filter((_, other) => other !== at) })}
                >
                  <X className="ic" aria-hidden="true" />
                </Button>
              )}
            </div>
            <WizardLine at={at} tail={<CodePaste at={at} />} />
          </li>
        ))}
      </ol>
      {errors.lines && <p className="okline act">{words(errors.lines)}</p>}
      <div>
        <Button
          id="lines"
          aria-disabled={form.lines.length >= max || undefined}
          onClick={() => form.lines.length < max && change({ lines: [...form.lines, emptyLine()] })}
        >
          <Plus className="ic s" aria-hidden="true" />
          {t('add')}
        </Button>
        {facts.source && facts.source.channel === 'bank' && <p className="footnote">{t('max', { bank: facts.source.bankName, max })}</p>}
      </div>
      {total && (
        <p className="sumline final">
          <span>{t('total', { count: form.lines.length })}</span>
          <Amount money={total} strong />
        </p>
      )}
    </>
  )
}
