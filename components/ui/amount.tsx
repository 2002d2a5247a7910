'use client'

import { useTranslations } from 'next-intl'
import { currencyName, formatMoneyParts, hiddenMoneyParts, signOfMoney, type MoneyParts, type SignDisplay } from '@/lib/core/format-money'
import type { MoneyDto } from '@/lib/core/money-dto'
import { useDisplay } from './display-context'

/**
 * `balance` ink, a minus when below zero · `movement` a list of bookings: coming in is green with a plus ·
 * `signed` ink, always with its sign (an own transfer in its own account) · `transfer` grey, no sign (an own transfer among all)
 */
export type AmountKind = 'balance' | 'movement' | 'signed' | 'transfer'

type AmountProps = {
  money: MoneyDto
  kind?: AmountKind
  /** Italic with a dotted line; the word "Pending" is said to ears, and drawn before it with `pendingWord`. */
  pending?: boolean
  pendingWord?: boolean
  strong?: boolean
  size?: 'small' | 'big'
  /** The ISO code: a column of its own (default), close by for sentences, or left out where the heading names it. */
  code?: 'column' | 'inline' | 'none'
}

const SIGNS: Record<AmountKind, SignDisplay> = { balance: 'auto', movement: 'always', signed: 'always', transfer: 'never' }

/** One amount of money, decimals drawn so that they stand under each other, said in words to those who listen. */
export function Amount(props: AmountProps) {
  const { money, kind = 'balance', pending = false, pendingWord = false, code = 'column' } = props
  const t = useTranslations('ui.amount')
  const { style, isPrivate, language } = useDisplay()

  if (isPrivate) {
    return (
      <span className={amountClass({ ...props, kind: 'balance' }, 'hidden-digits')}>
        <Drawn parts={hiddenMoneyParts(money, style)} code={code === 'none' ? null : money.currency} />
        <span className="vh">{t('hidden')}</span>
      </span>
    )
  }
  const parts = formatMoneyParts(money, style, SIGNS[kind])
  return (
    <>
      {pending && pendingWord && (
        <span className="pendword lg:text-14" aria-hidden="true">
          {t('pending')}
        </span>
      )}
      <data className={amountClass(props)} value={money.amount}>
        <Drawn parts={parts} code={code === 'none' ? null : money.currency} />
        <span className="vh" suppressHydrationWarning>
          {words(t, { money, sign: parts.sign, pending, name: currencyName(money, language) })}
        </span>
      </data>
    </>
  )
}

function Drawn({ parts, code }: { parts: MoneyParts; code: string | null }) {
  return (
    <span aria-hidden="true">
      <span className="n">
        {parts.sign}
        {parts.whole}
        {parts.fraction && (
          <span className="d">
            {parts.decimal}
            {parts.fraction}
          </span>
        )}
      </span>
      {code !== null && <span className="c">{code}</span>}
    </span>
  )
}

function amountClass({ money, kind = 'balance', pending, strong, size, code }: AmountProps, also?: string): string {
  return [
    'amt',
    also,
    kind === 'movement' && !pending && signOfMoney(money) > 0 && 'in',
    kind === 'transfer' && 'quiet',
    pending && 'pend',
    strong && 'strong',
    size === 'small' && 'sm',
    size === 'big' && 'big',
    code === 'inline' && 'inline-code',
  ]
    .filter(Boolean)
    .join(' ')
}

type AmountWords = ReturnType<typeof useTranslations<'ui.amount'>>

/** "minus 118 euros 72, pending": digits ungrouped, so that they are read as one number. */
export function words(t: AmountWords, said: { money: MoneyDto; sign: MoneyParts['sign']; pending?: boolean; name: string }): string {
  const [whole = '', fraction] = said.money.amount.replace('-', '').split('.')
  const plain = fraction ? t('words', { whole, name: said.name, fraction }) : t('wordsWhole', { whole, name: said.name })
  const signed = said.sign === '' ? plain : t(said.sign === '+' ? 'plus' : 'minus', { words: plain })
  return said.pending ? t('pendingWords', { words: signed }) : signed
}
