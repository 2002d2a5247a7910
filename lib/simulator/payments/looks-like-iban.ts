/** Whether a number the interface took is an IBAN and not a national or giro number. */
export function looksLikeIban(number: string): boolean {
  return /^[A-Z]{2}\d{2}/.test(number)
}
