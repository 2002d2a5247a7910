'use client'

import type { MoneyDto } from '@/lib/core/money-dto'
import { useFormat } from './use-format'

/** Money within a sentence, e.g. "2 818,21 €"; hidden with all other digits. */
export function MoneyText({ money, sign }: { money: MoneyDto; sign?: 'auto' | 'always' | 'never' }) {
  const format = useFormat()
  return (
    <span className="num whitespace-nowrap" suppressHydrationWarning>
      {format.money(money, { sign, symbol: true })}
    </span>
  )
}
