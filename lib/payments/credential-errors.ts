import type { FieldErrors } from '@/lib/core/errors'

/** Where an action's input has them: `credentials` as a whole, `credentials.userId` one of them. */
const WHOLE = 'credentials'
const ONE = `${WHOLE}.`

/** What is wrong with what was typed for the bank, in the places of an action's input. */
export function placeCredentialErrors(errors: FieldErrors): FieldErrors {
  return Object.fromEntries(Object.entries(errors).map(([name, code]) => [`${ONE}${name}`, code]))
}

/** Takes them out again: by the bank's own names, `credentials` for all of them, and what is wrong elsewhere. */
export function splitCredentialErrors(fields: FieldErrors): { credentials: FieldErrors; others: FieldErrors } {
  const isTheirs = (place: string) => place === WHOLE || place.startsWith(ONE)
  const entries = Object.entries(fields)
  return {
    credentials: Object.fromEntries(
      entries.filter(([place]) => isTheirs(place)).map(([place, code]) => [place === WHOLE ? WHOLE : place.slice(ONE.length), code]),
    ),
    others: Object.fromEntries(entries.filter(([place]) => !isTheirs(place))),
  }
}

/** The same of a field of the request that a bank named as it refused; empty when it meant something else. */
export function credentialErrorsOf(field: string | null): FieldErrors {
  return field === null ? {} : splitCredentialErrors({ [field]: 'refused' }).credentials
}
