import type { FieldErrors } from '@/lib/core/errors'
import { matchesTemplate } from '@/lib/core/safe-regex'
import type { MethodChoice } from './aspsp-details'

/** Longer than any user name, number or one-time code a bank asks for. */
const VALUE_LENGTH_MAX = 200

export type CheckedCredentials = { readonly values: Record<string, string> | null; readonly errors: FieldErrors }

/**
 * Checks what the person typed against the bank's own labels: required ones there, patterns met (by re2js, never
 * natively), nothing the bank did not ask for. `values` is null when there is nothing to send.
 * Errors: `required`, `pattern`, `too_long`, by field name.
 */
export function checkCredentials(method: MethodChoice | null, typed: Readonly<Record<string, string>>): CheckedCredentials {
  const values: Record<string, string> = {}
  const errors: FieldErrors = {}
  for (const field of method?.credentials ?? []) {
    const value = (Object.hasOwn(typed, field.name) ? typed[field.name]! : '').trim()
    if (value === '') {
      if (field.required) errors[field.name] = 'required'
    } else if (value.length > VALUE_LENGTH_MAX) {
      errors[field.name] = 'too_long'
    } else if (field.template !== null && !matchesTemplate(field.template, value)) {
      errors[field.name] = 'pattern'
    } else {
      values[field.name] = value
    }
  }
  return { values: Object.keys(values).length > 0 ? values : null, errors }
}
