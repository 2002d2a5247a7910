'use client'

import { useTranslations } from 'next-intl'
import { Amount } from '@/components/ui/amount'
import { useDisplay } from '@/components/ui/display-context'
import { useFormat } from '@/components/ui/use-format'
import { formatIban } from '@/lib/core/iban'
import type { MoneyDto } from '@/lib/core/money-dto'
import type { OrderLine } from '@/lib/payments/order'
import type { PaymentPreview } from '@/lib/payments/pages/payment-preview'
import type { PaymentSource } from '@/lib/payments/sources/payment-source'
import { formatReference } from '@/lib/payments/references/check-reference'
import type { FormView } from './look-at-form'
import { usePay } from './pay-context'
import { ReviewDay } from './review-day'
import { Said } from './review-said'
import { leftOf } from './wizard-after-this'

type ReviewRowsProps = { view: FormView; preview: PaymentPreview | null; source: PaymentSource; sum: MoneyDto }

/** To, From, On, Reference, Fee, Name check, Approval: a sentence each. */
export function ReviewRows({ view, preview, source, sum }: ReviewRowsProps) {
  const t = useTranslations('payments.review')
  const { language } = useDisplay()
  const { order } = view
  return (
    <dl className="say">
      <ToRow lines={order.lines} currency={order.currency} />
      <FromRow source={source} sum={sum} />
      <ReviewDay view={view} />
      {order.lines.length === 1 && <TextRow line={order.lines[0]} />}
      <Said term={t('fee')} what={t('feeWhat')} sub={feeWords(t, order.chargeBearer, source.bankName)} />
      {order.channel === 'bank' && <NameRow lines={order.lines} />}
      {preview?.approvers && <Said term={t('who')} what={whoWords(t, preview.approvers, language)} sub={t('whoSub')} />}
    </dl>
  )
}

function ToRow({ lines, currency }: { lines: readonly OrderLine[]; currency: string }) {
  const t = useTranslations('payments.review')
  const [first] = lines
  if (!first) return null
  if (lines.length === 1) {
    return <Said term={t('to')} what={<b>{first.name || numberOf(first)}</b>} sub={<span className="code">{numberOf(first)}</span>} />
  }
  return (
    <Said
      term={t('to')}
      what={
        <>
          <b>{t('toSeveral', { count: lines.length })}</b>
          <ul className="rows">
            {lines.map((line, at) => (
              <li key={at} className="row">
                <span className="min-w-0">
                  <span className="name">{line.name}</span>
                  <span className="sub code">{[numberOf(line), textOf(line)].filter(Boolean).join(' · ')}</span>
                </span>
                <Amount money={{ amount: line.amount, currency }} />
              </li>
            ))}
          </ul>
        </>
      }
    />
  )
}

function FromRow({ source, sum }: { source: PaymentSource; sum: MoneyDto }) {
  const t = useTranslations('payments.review')
  const format = useFormat()
  const { facts } = usePay()
  const left = leftOf(source.available, sum)
  const end = source.lastFour ? `…${source.lastFour}` : source.name
  const said = [t('fromSub', { end, bank: source.bankName })]
  if (left) {
    const isShort = left.amount.startsWith('-')
    const amount = { ...left, amount: left.amount.replace('-', '') }
    said.push(t(isShort ? 'leftShort' : 'left', { amount: format.money(amount) }))
  }
  if (facts.capability && source.numberScheme === null) said.push(t('fromAtBank'))
  return (
    <Said
      term={t('from')}
      what={source.name}
      sub={
        <span className="num" suppressHydrationWarning>
          {said.join(' ')}
        </span>
      }
    />
  )
}

function TextRow({ line }: { line: OrderLine | undefined }) {
  const t = useTranslations('payments.review')
  if (!line) return null
  return (
    <>
      {line.reference && <Said term={t('reference')} what={<ReferenceText line={line} />} isCode />}
      {line.remittance.length > 0 && <Said term={t('message')} what={line.remittance.filter(Boolean).join(' / ')} />}
    </>
  )
}

function ReferenceText({ line }: { line: OrderLine }) {
  const { facts } = usePay()
  return referenceText(line.reference ?? '', facts.fields.referenceSchemes)
}

/** In the groups its kind is written in. */
function referenceText(reference: string, schemes: readonly string[]): string {
  if (/^RF/i.test(reference)) return formatReference(reference, 'INTL')
  const local = schemes.find((scheme) => scheme === 'FIRF' || scheme === 'BERF')
  return formatReference(reference, local ?? null)
}

function NameRow({ lines }: { lines: readonly OrderLine[] }) {
  const t = useTranslations('payments.review')
  const { facts } = usePay()
  const [first] = lines
  if (!facts.fields.isSepa || !first) return null
  return lines.length === 1 ? (
    <Said term={t('name')} what={t('nameWhat')} sub={t('nameSub', { name: first.name })} />
  ) : (
    <Said term={t('name')} what={t('nameWhatSeveral')} sub={t('nameSubSeveral')} />
  )
}

type ReviewWords = ReturnType<typeof useTranslations<'payments.review'>>

function feeWords(t: ReviewWords, bearer: string | null, bank: string): string {
  if (bearer === 'SHAR') return t('feeShared', { bank })
  if (bearer === 'CRED') return t('feeCred', { bank })
  if (bearer === 'DEBT') return t('feeDebt', { bank })
  return t('feeSub', { bank })
}

function whoWords(t: ReviewWords, approvers: readonly string[], language: string): string {
  if (approvers.length === 0) return t('whoWhatNobody')
  return t('whoWhat', { names: new Intl.ListFormat(language, { type: 'disjunction' }).format(approvers) })
}

function numberOf({ account }: OrderLine): string {
  return account.scheme === 'IBAN' ? formatIban(account.identification) : account.identification
}

function textOf({ reference, remittance }: OrderLine): string {
  return reference ? formatReference(reference) : remittance.filter(Boolean).join(' / ')
}
