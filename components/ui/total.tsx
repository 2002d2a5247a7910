'use client'

import { useTranslations } from 'next-intl'
import { currencyName, currencySymbol, formatMoneyParts, hiddenMoneyParts, type MoneyParts } from '@/lib/core/format-money'
import type { MoneyDto } from '@/lib/core/money-dto'
import { words } from './amount'
import { useDisplay } from './display-context'

/** The one strong total of a page: 40 px, closed by a double rule, with the currency's symbol where the country puts it. */
export function Total({ money }: { money: MoneyDto }) {
  const t = useTranslations('ui.amount')
  const { style, isPrivate, language } = useDisplay()
  const parts = isPrivate ? hiddenMoneyParts(money, style) : formatMoneyParts(money, style)
  const symbol = currencySymbol(money.currency, language)
  const long = parts.whole.length + parts.fraction.length > 11 ? ' long' : ''

  if (isPrivate) {
    return (
      <span className={`total hidden-digits${long}`}>
        <DrawnTotal parts={parts} symbol={symbol} symbolFirst={style.symbolFirst} />
        <span className="vh">{t('hidden')}</span>
      </span>
    )
  }
  return (
    <data className={`total${long}`} value={money.amount}>
      <DrawnTotal parts={parts} symbol={symbol} symbolFirst={style.symbolFirst} />
      <span className="vh" suppressHydrationWarning>
        {words(t, { money, sign: parts.sign, name: currencyName(money, language) })}
      </span>
    </data>
  )
}

function DrawnTotal({ parts, symbol, symbolFirst }: { parts: MoneyParts; symbol: string; symbolFirst: boolean }) {
  const drawnSymbol = (
    <span className="c" suppressHydrationWarning>
      {symbol}
    </span>
  )
  return (
    <span aria-hidden="true">
      {parts.sign}
      {symbolFirst && drawnSymbol}
      {parts.whole}
      {parts.fraction && (
        <span className="d">
          {parts.decimal}
          {parts.fraction}
        </span>
      )}
      {!symbolFirst && drawnSymbol}
    </span>
  )
}
