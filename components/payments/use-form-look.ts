import { useEffect, useMemo, useState } from 'react'
import { useDisplay } from '@/components/ui/display-context'
import type { matchesTemplate } from '@/lib/core/safe-regex'
import type { PayForm } from '@/lib/payments/pages/pay-form'
import type { FormFacts } from './form-facts'
import type { FormView, lookAtForm } from './look-at-form'

type Look = typeof lookAtForm
type MatchesPattern = typeof matchesTemplate

/**
 * What the form means at the moment. The checks come after the page is drawn, and the engine for the banks' patterns only where a bank
 * has patterns: the fields can be typed into before either is there. Null until then, or without an account.
 */
export function useFormLook(form: PayForm, { source, capability, fields, schemes }: FormFacts): FormView | null {
  const { style, today } = useDisplay()
  const [look, setLook] = useState<Look | null>(null)
  const [matchesPattern, setMatches] = useState<MatchesPattern | null>(null)
  const hasPattern = fields.messageLines.some(({ pattern }) => pattern !== null)
  useEffect(() => void import('./look-at-form').then((loaded) => setLook(() => loaded.lookAtForm)), [])
  useEffect(() => {
    if (hasPattern) void import('@/lib/core/safe-regex').then((loaded) => setMatches(() => loaded.matchesTemplate))
  }, [hasPattern])
  return useMemo(
    () => (look && source ? look(form, { source, capability, fields, schemes, style, today, matchesPattern }) : null),
    [look, form, source, capability, fields, schemes, style, today, matchesPattern],
  )
}
