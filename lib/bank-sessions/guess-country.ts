/**
 * The country a person most likely banks in: the region of the first locale that has one and is served
 * ("fi-FI" → FI), else the country their language is mostly spoken in, else the first served.
 */
export function guessCountry(locales: readonly string[], served: readonly string[]): string | null {
  for (const locale of locales) {
    const region = regionOf(locale, false)
    if (region && served.includes(region)) return region
  }
  const likely = locales.map((locale) => regionOf(locale, true)).find((region) => region && served.includes(region))
  return likely ?? served[0] ?? null
}

function regionOf(locale: string, likely: boolean): string | undefined {
  try {
    const parsed = new Intl.Locale(locale)
    return (likely ? parsed.maximize() : parsed).region
  } catch {
    return undefined
  }
}
