type HeaderReader = { get(name: string): string | null }

/**
 * Whether a request that changes something comes from our own pages. The origin is the configured one, never what `Host` or
 * `X-Forwarded-Host` say: Next compares with those and lets a missing `Origin` pass.
 */
export function isSameOrigin(headers: HeaderReader, appUrl: string): boolean {
  const site = headers.get('sec-fetch-site')
  return headers.get('origin') === new URL(appUrl).origin && (site === null || site === 'same-origin')
}
