'use client'

import { Check, TriangleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { describedBy, Field } from '@/components/ui/field'
import { useDisplay } from '@/components/ui/display-context'
import { formatIban } from '@/lib/core/iban'
import type { LineView } from './look-at-form'
import { usePay } from './pay-context'
import type { PayeeSuggestion } from '@/lib/payments/payees/payee-dto'
import { useOrderWords } from './use-order-words'

/** The payee's number, checked while it is typed: what kind it is, and whether the household knows it. */
export function PayeeAccountField({ at }: { at: number }) {
  const t = useTranslations('payments.form.account')
  const words = useOrderWords()
  const { form, view, errors, changeLine, leave } = usePay()
  const id = `lines.${at}.account`
  const line = form.lines[at]
  if (!line) return null
  const code = errors[id]
  const texts = { label: t('label'), error: code && words(code), fine: undefined, help: undefined }
  const { 'aria-describedby': described, ...invalid } = describedBy(id, texts)

  function tidy(): void {
    if (line && view?.lines[at]?.account?.scheme === 'IBAN')
      changeLine(at, { account: formatIban(line.account.replace(/\s/g, '').toUpperCase()) })
    leave(id)
  }

  return (
    <Field id={id} {...texts}>
      <input
        id={id}
        className="inp code"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={60}
        value={line.account}
        aria-describedby={described ?? `${id}-known`}
        {...invalid}
        onChange={(event) => changeLine(at, { account: event.target.value, payeeId: null })}
        onBlur={tidy}
      />
      <div id={`${id}-known`} className="answer" aria-live="polite">
        {!code && <AccountWords at={at} name={line.name} account={view?.lines[at]?.account ?? null} />}
      </div>
    </Field>
  )
}

/** "An account in Finland. You have not paid it before.", or that a known payee had another number. */
function AccountWords({ at, name, account }: { at: number; name: string; account: LineView['account'] }) {
  const t = useTranslations('payments.form.account')
  const { language } = useDisplay()
  const { view, suggestions } = usePay()
  if (!account) return null
  const number = view?.order.lines[at]?.account.identification ?? ''
  const known = suggestions.find((suggestion) => suggestion.account.identification === number)
  const changed = known ? null : findNamesake(suggestions, name)
  if (changed) {
    return (
      <p className="okline act">
        <TriangleAlert className="ic s" aria-hidden="true" />
        {t('changed', { name: changed.name })}
      </p>
    )
  }
  const kind = account.country ? t('in', { country: countryName(account.country, language) }) : t(`giro.${giroKey(account.scheme)}`)
  const history =
    known?.kind === 'own'
      ? t('own', { name: known.alias ?? known.name })
      : known
        ? t(known.kind === 'payee' ? 'listed' : 'known')
        : t('notBefore')
  return (
    <p className="okline" suppressHydrationWarning>
      <Check className="ic s" aria-hidden="true" />
      {`${kind} ${history}`}
    </p>
  )
}

function findNamesake(suggestions: readonly PayeeSuggestion[], name: string): PayeeSuggestion | null {
  const wanted = name.trim().toLocaleLowerCase()
  if (wanted === '') return null
  return suggestions.find(({ kind, name: other }) => kind !== 'own' && other.trim().toLocaleLowerCase() === wanted) ?? null
}

function countryName(code: string, language: string): string {
  return new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code
}

function giroKey(scheme: string): 'BGNR' | 'PGNR' | 'other' {
  return scheme === 'BGNR' || scheme === 'PGNR' ? scheme : 'other'
}
