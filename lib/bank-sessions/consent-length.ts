/** The longest access the rules allow: 180 days (Delegated Regulation (EU) 2022/2360). */
const DAYS_MAX = 180
/** Asking for exactly the maximum is refused when the bank's clock is a moment ahead of ours or counts from arrival. */
const MARGIN_SECONDS = 300

/**
 * Until when to ask for access: the most the bank allows, at most 180 days, minus five minutes.
 * `maximumSeconds` is the bank's `maximum_consent_validity`; zero or less means it named none. Whole seconds.
 */
export function consentUntil(now: Date, maximumSeconds: number): Date {
  const longest = DAYS_MAX * 86_400
  const allowed = Number.isFinite(maximumSeconds) && maximumSeconds > 0 ? Math.min(maximumSeconds, longest) : longest
  // A bank that allows only minutes still gets a moment that lies ahead.
  const seconds = Math.max(allowed - MARGIN_SECONDS, Math.floor(allowed / 2))
  return new Date((Math.floor(now.getTime() / 1000) + Math.floor(seconds)) * 1000)
}
