import { mod97 } from './check-digits'

const FORM = /^RF\d{2}[A-Z0-9]{1,21}$/

/** RF creditor reference (ISO 11649): "RF", two check digits, up to 21 letters and digits. Spaces and case do not matter. */
export function canonicalRf(text: string): string | null {
  const compact = text.replace(/\s/g, '').toUpperCase()
  return FORM.test(compact) ? compact : null
}

export function isRf(canonical: string): boolean {
  return FORM.test(canonical) && mod97(canonical.slice(4) + canonical.slice(0, 4)) === 1
}

/** The RF reference of a creditor's own number, as the Finnish banks do it for a viitenumero. */
export function makeRf(body: string): string {
  const upper = body.toUpperCase()
  const check = 98 - mod97(`${upper}RF00`)
  return `RF${String(check).padStart(2, '0')}${upper}`
}

export function formatRf(canonical: string): string {
  return canonical.replace(/(.{4})(?=.)/g, '$1 ')
}
