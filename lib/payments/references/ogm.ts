/** Belgian structured communication (OGM/VCS): ten digits and two that are their rest by 97, 97 instead of 0. */
export function canonicalOgm(text: string): string | null {
  const inner = /^(\+{3}|\*{3})?([\d\s/.-]+)\1$/.exec(text.trim())
  const digits = inner?.[2]?.replace(/\D/g, '') ?? ''
  return digits.length === 12 ? digits : null
}

export function isOgm(canonical: string): boolean {
  return /^\d{12}$/.test(canonical) && ogmDigits(canonical.slice(0, 10)) === canonical.slice(10)
}

export function ogmDigits(tenDigits: string): string {
  return String(Number(tenDigits) % 97 || 97).padStart(2, '0')
}

/** "+++010/8068/17183+++" */
export function formatOgm(canonical: string): string {
  return `+++${canonical.slice(0, 3)}/${canonical.slice(3, 7)}/${canonical.slice(7)}+++`
}
