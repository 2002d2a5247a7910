import { BankError } from '@/lib/banking/errors'

const URL_LENGTH_MAX = 4096

/**
 * True when a browser may be sent to this URL: https on enablebanking.com or one of its sub-domains, default port, no
 * user info; or the very origin of a configured loopback API. The text is compared with what the parser understood, so
 * spellings that browsers and servers read differently (`\`, tabs, `@`, IDN look-alikes) are refused.
 */
export function isAllowedRedirect(text: string, apiUrl: string): boolean {
  if (typeof text !== 'string' || text.length > URL_LENGTH_MAX || !/^[\x21-\x7E]+$/.test(text) || text.includes('\\')) return false
  const url = parseUrl(text)
  if (!url || url.username !== '' || url.password !== '') return false
  if (!hasExactly(text, url.origin)) return false
  if (url.protocol === 'https:' && url.port === '' && isOnPagesHost(url.hostname)) return true
  const api = parseUrl(apiUrl)
  return api !== null && isLoopback(api.hostname) && url.origin === api.origin
}

/** True for the names of this machine; only there plain http is accepted. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
}

/** Adds path segments and a query to the API's base. Empty query values are left out. */
export function apiEndpoint(apiUrl: string, segments: readonly string[], query: Record<string, string | null> = {}): URL {
  const url = new URL(`${apiUrl.replace(/\/+$/, '')}/${segments.map(pathSegment).join('/')}`)
  for (const [name, value] of Object.entries(query)) if (value !== null) url.searchParams.set(name, value)
  return url
}

/** A handle from the bank must stay one path segment: `..` would silently address another resource. */
function pathSegment(text: string): string {
  if (text === '' || text === '.' || text === '..' || text.length > 1024 || !/^[\x21-\x7E]+$/.test(text)) {
    throw new BankError('invalid_response', { bankMessage: 'handle is not usable in an address' })
  }
  return encodeURIComponent(text)
}

function isOnPagesHost(hostname: string): boolean {
  return /^([a-z0-9-]+\.)*enablebanking\.com$/.test(hostname)
}

/** The written text begins with the parsed origin, and what follows can only be a path, query or fragment. */
function hasExactly(text: string, origin: string): boolean {
  return text.startsWith(origin) && /^([/?#]|$)/.test(text.slice(origin.length))
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
