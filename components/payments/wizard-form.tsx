'use client'

import { useTranslations } from 'next-intl'
import type { FormEvent, ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { WizardBar } from '@/components/ui/wizard-bar'
import type { FieldErrors } from '@/lib/core/errors'
import { CodePaste } from './code-paste'
import type { Kept } from './draft-keeper'
import { isBlankLine } from './empty-form'
import { FromPicker } from './from-picker'
import { usePay } from './pay-context'
import { RecentPayees } from './recent-payees'
import { SeveralLines } from './several-lines'
import { fieldIdOf, useNamedWords, useOrderWords } from './use-order-words'
import { WizardAfterThis } from './wizard-after-this'
import { BankChoices, TypeChoice } from './wizard-choices'
import { WizardDay } from './wizard-day'
import { WizardLine } from './wizard-line'

type WizardFormProps = {
  keeping: Kept['keeping']
  /** What the bank said, when it sent the person back here. */
  note: ReactNode
  /** How the draft is given up, once there is one. */
  discard: ReactNode
  onCheck: () => void
  onKeep: () => void
}

/** The first step: only the fields this account's bank needs or allows. */
export function WizardForm({ keeping, note, discard, onCheck, onKeep }: WizardFormProps) {
  const t = useTranslations('payments.form')
  const { form, facts, attempt } = usePay()

  function submit(event: FormEvent): void {
    event.preventDefault()
    onCheck()
  }

  return (
    <form className="pay" onSubmit={submit} noValidate>
      <div className="form pay-form">
        {note}
        {attempt && <WizardErrors key={attempt.number} errors={attempt.errors} />}
        <FromAccount />
        {form.isSeveral ? <SeveralLines /> : <WizardLine at={0} tail={<CodePaste at={0} />} between={<RecentPayees at={0} />} />}
        <TypeChoice />
        <WizardDay />
        <BankChoices />
        <div className="form-ends">
          {facts.canSeveral && <SeveralToggle />}
          {discard}
        </div>
      </div>
      <WizardAfterThis />
      <WizardBar>
        <Button look="main" wide type="submit" aria-disabled={facts.isStuck || undefined}>
          {t('check')}
        </Button>
        <span className="desk">
          <Button look="plain" onClick={onKeep}>
            {t('keep')}
          </Button>
        </span>
        <span className={keeping === 'failed' ? 'keeping failed' : 'keeping'} role="status">
          {keeping === 'nothing' ? '' : t(keeping === 'failed' ? 'notKept' : keeping)}
        </span>
      </WizardBar>
    </form>
  )
}

/** The account, and what it means when its bank cannot be asked to pay. */
function FromAccount() {
  const t = useTranslations('payments.form')
  const words = useOrderWords()
  const { form, facts, sources, errors, change } = usePay()
  const { source } = facts

  function choose(accountId: string): void {
    const next = sources.find((other) => other.accountId === accountId)
    change({ accountId, paymentType: null, currency: next?.currency ?? form.currency })
  }

  return (
    <>
      <FromPicker sources={sources} value={form.accountId} error={errors.accountId && words(errors.accountId)} onChange={choose} />
      {source?.reasonNotBank && <Notice title={t('by.title', { bank: source.bankName })}>{t(`by.${source.reasonNotBank}`)}</Notice>}
    </>
  )
}

function SeveralToggle() {
  const t = useTranslations('payments.form.several')
  const { form, change } = usePay()
  // Going back to one payee must not take away what is typed of the others.
  if (form.isSeveral && form.lines.slice(1).some((line) => !isBlankLine(line))) return null
  return (
    <Button
      look="plain"
      onClick={() =>
        change(form.isSeveral ? { isSeveral: false, lines: form.lines.slice(0, 1) } : { isSeveral: true, repeat: null, paymentType: null })
      }
    >
      {t(form.isSeveral ? 'one' : 'start')}
    </Button>
  )
}

function WizardErrors({ errors }: { errors: FieldErrors }) {
  const t = useTranslations('payments.errors')
  const words = useOrderWords()
  const named = useNamedWords()
  const { form } = usePay()
  const listed = Object.entries(errors).map(([field, code]) => {
    const [, at] = /^lines\.(\d+)\./.exec(field) ?? []
    const isOfOne = form.lines.length > 1 && at !== undefined
    return { fieldId: fieldIdOf(field), text: isOfOne ? t('line', { number: Number(at) + 1, words: words(code) }) : named(field, code) }
  })
  return <ErrorSummary errors={listed} />
}
