'use client'

import type { ReactNode } from 'react'
import { TextInput } from '@/components/ui/text-input'
import { useDisplay } from '@/components/ui/display-context'
import type { MoneyDto } from '@/lib/core/money-dto'
import { readTypedAmount, writeTypedAmount } from '@/components/payments/typed-amount'

type SumFieldProps = { id: string; name: string; label: string; help?: ReactNode; error?: string | undefined; sum: MoneyDto | null }

/** A sum that may be left empty. */
export function SumField({ sum, ...rest }: SumFieldProps) {
  const { style } = useDisplay()
  return (
    <TextInput
      isOptional
      inputMode="decimal"
      autoComplete="off"
      maxLength={20}
      defaultValue={sum ? writeTypedAmount(sum.amount, sum.currency, style) : ''}
      {...rest}
    />
  )
}

/** What stands in such a field as the actions take it: decimal text, "" for empty, null when it is no sum. */
export function useReadSum(currency: string): (form: FormData, name: string) => string | null {
  const { style } = useDisplay()
  return (form, name) => {
    const typed = String(form.get(name) ?? '').trim()
    if (typed === '') return ''
    const read = readTypedAmount(typed, { currency, style })
    return 'amount' in read ? read.amount : null
  }
}
