const BIC = /^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/

/** A BIC in any spacing and case, or null. */
export function findBic(text: string): string | null {
  const compact = text.replace(/\s/g, '').toUpperCase()
  return BIC.test(compact) ? compact : null
}
