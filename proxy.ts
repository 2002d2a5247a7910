import { NextResponse, type NextRequest } from 'next/server'
import { CSP_REPORT_PATH, contentSecurityPolicy } from '@/lib/content-security-policy'

/**
 * Gives every page and route its content security policy with a fresh nonce. It decides nothing about who may see what:
 * that is done where data is read.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64')
  const policy = contentSecurityPolicy(nonce, { isDevelopment: process.env.NODE_ENV === 'development' })

  // Next reads the nonce from the request's policy and puts it on its own scripts.
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy)
  headers.set('x-nonce', nonce)

  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  response.headers.set('Reporting-Endpoints', `csp="${CSP_REPORT_PATH}"`)
  if (!isPublicFile(request.nextUrl.pathname)) response.headers.set('Cache-Control', 'private, no-store')
  return response
}

/**
 * Hashed build files carry a fixed policy from next.config.mjs and need no nonce. So do webhooks: what passes through here is read to
 * its end first, and strangers who send slowly would be waited for.
 */
export const config = { matcher: ['/((?!_next/static/|api/webhooks/enable-banking$).*)'] }

function isPublicFile(path: string): boolean {
  return path.startsWith('/icons/') || path === '/manifest.webmanifest' || path === '/robots.txt' || path === '/favicon.ico'
}
