'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { AmountInput } from './amount-input'
import { chosenPayee } from './chosen-payee'
import { usePay } from './pay-context'
import { PayeeAccountField } from './payee-account-field'
import { PayeeExtras } from './payee-extras'
import type { PayeeSuggestion } from '@/lib/payments/payees/payee-dto'
import { ToPicker } from './to-picker'
import { useOrderWords } from './use-order-words'
import { AlsoMessage, MessageAnswer, WizardMessage, Written } from './wizard-message'

/** Everything about one payee: who, which account, how much, what for. */
export function WizardLine({ at, tail, between }: { at: number; /** At the end of the name. */ tail?: ReactNode; between?: ReactNode }) {
  const t = useTranslations('payments.form')
  const words = useOrderWords()
  const { form, facts, view, errors, suggestions, change, changeLine, leave } = usePay()
  const line = form.lines[at]
  if (!line) return null
  const id = (field: string) => `lines.${at}.${field}`
  const errorOf = (field: string) => errors[id(field)] && words(errors[id(field)] ?? '')
  const writtenName = view?.lines[at]?.writtenName

  function choose(suggestion: PayeeSuggestion): void {
    changeLine(at, chosenPayee(suggestion))
    document.getElementById(id('amount'))?.focus()
  }

  return (
    <>
      <ToPicker
        id={id('name')}
        label={t('to.label')}
        value={line.name}
        suggestions={suggestions}
        leftOut={`own ${form.accountId}`}
        error={errorOf('name')}
        help={writtenName && <Written text={writtenName} />}
        tail={tail}
        onChange={(name) => changeLine(at, { name, payeeId: null })}
        onChoose={choose}
        onLeave={() => leave(id('name'))}
      />
      {between}
      <PayeeAccountField at={at} />
      <div className="grid gap-[0.375rem]">
        <div className="two-in">
          <AmountInput
            id={id('amount')}
            value={line.amount}
            currency={form.currency}
            currencies={at === 0 ? facts.currencies : []}
            error={
              errorOf('amount') ??
              (at === 0 ? (errors.amount ?? errors.currency) && words(errors.amount ?? errors.currency ?? '') : undefined)
            }
            onChange={(amount) => changeLine(at, { amount })}
            onCurrency={(currency) => change({ currency })}
            onLeave={() => leave(id('amount'))}
          />
          <WizardMessage at={at} besideSum />
        </div>
        <MessageAnswer at={at} />
      </div>
      <AlsoMessage at={at} />
      <PayeeExtras at={at} />
    </>
  )
}
