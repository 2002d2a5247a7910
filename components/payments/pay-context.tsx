'use client'

import { createContext, useContext } from 'react'
import type { FieldErrors } from '@/lib/core/errors'
import type { PayForm, PayLine } from '@/lib/payments/pages/pay-form'
import type { PaymentSource } from '@/lib/payments/sources/payment-source'
import type { FormFacts } from './form-facts'
import type { FormView } from './look-at-form'
import type { PayeeSuggestion } from '@/lib/payments/payees/payee-dto'

/** The payment being filled in, for every part of the form. */
export type PayContextValue = {
  readonly form: PayForm
  readonly facts: FormFacts
  /** Null while the checks are being fetched. */
  readonly view: FormView | null
  readonly sources: readonly PaymentSource[]
  readonly suggestions: readonly PayeeSuggestion[]
  /** What is worth saying by now: of fields that were left, or all after trying to go on. */
  readonly errors: FieldErrors
  /** The last try to go on that failed: what the list on top names. It stays as it is while the person mends the fields. */
  readonly attempt: { readonly number: number; readonly errors: FieldErrors } | null
  readonly change: (patch: Partial<PayForm>) => void
  readonly changeLine: (at: number, patch: Partial<PayLine>) => void
  /** The person left this field. */
  readonly leave: (field: string) => void
}

const PayContext = createContext<PayContextValue | null>(null)

export const PayProvider = PayContext.Provider

export function usePay(): PayContextValue {
  const value = useContext(PayContext)
  if (!value) throw new Error('usePay needs a PayProvider above it')
  return value
}
