import { isSepaText } from '@/lib/payments/text/sepa-text'
import { canonicalKid, isKid } from './kid'
import { canonicalOcr, isOcr } from './ocr'
import { canonicalOgm, formatOgm, isOgm } from './ogm'
import { canonicalRf, formatRf, isRf } from './rf'
import { canonicalViitenumero, formatViitenumero, isViitenumero } from './viitenumero'

/** `scheme` is the bank API's code of the kind of reference; `canonical` is what is sent. */
export type CheckedReference =
  | { readonly ok: true; readonly scheme: string; readonly canonical: string }
  | { readonly ok: false; readonly code: 'reference_form' | 'reference_check_digit' }

type Scheme = {
  readonly canonical: (text: string) => string | null
  readonly isRight: (canonical: string) => boolean
  readonly format: (canonical: string) => string
}

const asIs = (text: string) => text

/** By the codes of `ReferenceNumberScheme`, the ones nobody can mistake for another first. */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  INTL: { canonical: canonicalRf, isRight: isRf, format: formatRf },
  BERF: { canonical: canonicalOgm, isRight: isOgm, format: formatOgm },
  FIRF: { canonical: canonicalViitenumero, isRight: isViitenumero, format: formatViitenumero },
  NORF: { canonical: canonicalKid, isRight: isKid, format: asIs },
  SEBG: { canonical: canonicalOcr, isRight: isOcr, format: asIs },
}

const CHECKED_SCHEMES = Object.keys(SCHEMES)
const REFERENCE_LENGTH_MAX = 35

/**
 * Checks a reference by the kinds a bank takes; none named: by every kind with a check digit. A kind without one that we know of
 * (mandate ids, codes to come) takes any text of the SEPA characters up to 35.
 * Codes: `reference_form` (no kind looks like this), `reference_check_digit` (one does, but a digit is wrong).
 */
export function checkReference(text: string, schemes: readonly string[]): CheckedReference {
  let hasForm = false
  for (const name of schemes.length > 0 ? schemes : CHECKED_SCHEMES) {
    const scheme = findScheme(name)
    const canonical = scheme ? scheme.canonical(text) : canonicalFreeReference(text)
    if (canonical === null) continue
    if (!scheme || scheme.isRight(canonical)) return { ok: true, scheme: name, canonical }
    hasForm = true
  }
  return { ok: false, code: hasForm ? 'reference_check_digit' : 'reference_form' }
}

/** As people read it. Without a scheme only an RF reference can be told from the text. */
export function formatReference(reference: string, scheme: string | null = null): string {
  if (scheme === null) return isRf(reference) ? formatRf(reference) : reference
  return findScheme(scheme)?.format(reference) ?? reference
}

function findScheme(name: string): Scheme | null {
  return Object.hasOwn(SCHEMES, name) ? SCHEMES[name]! : null
}

function canonicalFreeReference(text: string): string | null {
  const trimmed = text.trim()
  return trimmed !== '' && trimmed.length <= REFERENCE_LENGTH_MAX && isSepaText(trimmed) ? trimmed : null
}
