/** Who a passkey is made for (WebAuthn Level 3 §5.1.3): a host name, and pages of exactly this origin. */
export type RelyingParty = { readonly id: string; readonly origin: string }

export type NoPasskeys = 'address' | 'insecure'

/**
 * The relying party of an app at this address, or why browsers make no passkeys there: `address` a bare IP address has no name they
 * could belong to · `insecure` plain http to another machine.
 */
export function findRelyingParty(appUrl: string): RelyingParty | NoPasskeys {
  const { hostname, origin, protocol } = new URL(appUrl)
  if (/^[\d.]+$/.test(hostname) || hostname.startsWith('[')) return 'address'
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost')
  return protocol === 'https:' || isLocal ? { id: hostname, origin } : 'insecure'
}
