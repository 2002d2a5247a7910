import type { FieldErrors } from '@/lib/core/errors'
import { fieldIdOf } from './use-order-words'

type Moment = { readonly refused: FieldErrors; readonly isTried: boolean; readonly left: ReadonlySet<string> }

/**
 * What of a form's errors is said by now: what the server or the bank refused; after trying to go on, everything; before, what is
 * wrong in a field that was left. An empty field is not wrong before somebody tries.
 */
export function shownErrors(errors: FieldErrors, { refused, isTried, left }: Moment): FieldErrors {
  const found = Object.entries(errors).filter(([field, code]) => isTried || (left.has(fieldIdOf(field)) && code !== 'required'))
  return { ...Object.fromEntries(found), ...refused }
}
