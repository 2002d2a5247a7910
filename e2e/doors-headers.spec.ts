import { expect } from '@playwright/test'
import { readActions } from './support/doors/manifest'
import { test } from './support/doors/doors-test'
import { cookieHeader, send, type Answer, type Sent } from './support/doors/http'
import type { World } from './support/doors/world'

const NOTHING_OF_OTHERS = ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]

test('every kind of answer carries the headers that hold a browser back', async ({ world }) => {
  const faults: string[] = []
  for (const [kind, sent] of Object.entries(await kinds(world))) {
    const answer = await send(world.appUrl, sent)
    faults.push(...missingIn(answer).map((fault) => `${kind} (${answer.status}): ${fault}`))
  }
  expect(faults).toEqual([])
})

test('a page’s policy names a fresh nonce each time and opens nothing else', async ({ world }) => {
  const policies = await Promise.all(
    ['/sign-in', '/sign-in', '/'].map(async (path) =>
      policyOf(await send(world.appUrl, { path, headers: cookieHeader(world.jars.holder) })),
    ),
  )
  const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1])
  expect(new Set(nonces).size).toBe(3)
  for (const policy of policies) expect(policy).not.toMatch(/unsafe-|\*|https?:\/\/|'self' data:.*script/)
})

test('nothing of a signed-in person may be kept by a cache', async ({ world }) => {
  const paths = ['/', '/accounts', `/accounts/${world.privates.account}`, '/transactions', '/banks', '/household', '/settings', '/nowhere']
  const files = [
    '/api/transactions',
    '/api/export',
    '/api/export?format=csv',
    `/api/transactions/${world.privates.transaction}`,
    '/api/auth/session',
  ]
  for (const path of [...paths, ...files, '/api/aspsps?source=instance&country=FI']) {
    for (const headers of [{}, { rsc: '1' }]) {
      const answer = await send(world.appUrl, { path, headers: { ...cookieHeader(world.jars.holder), ...headers } })
      expect(answer.headers['cache-control'], path).toMatch(/no-store/)
      expect(answer.headers['cache-control'], path).toMatch(/private/)
    }
  }
})

test('an address with the ending of a file shows nothing a cache would keep', async ({ world }) => {
  const places = [
    '/accounts',
    '/transactions',
    '/banks',
    '/settings',
    '/household',
    '/api/transactions',
    `/accounts/${world.privates.account}`,
  ]
  for (const place of places) {
    for (const ending of ['/x.css', '/x.js', '/%2e%2e/x.png', '.css', '%2fx.css', ';x.css']) {
      const answer = await send(world.appUrl, { path: place + ending, headers: cookieHeader(world.jars.holder) })
      expect([400, 404], `${place}${ending}: ${answer.status}`).toContain(answer.status)
      expect(answer.headers['cache-control'] ?? 'no-store', place + ending).not.toMatch(/public|s-maxage|max-age=[1-9]/)
    }
  }
})

/** One of each way the server answers. */
async function kinds({ appUrl, jars, privates }: World): Promise<Record<string, Sent>> {
  const holder = cookieHeader(jars.holder)
  const page = await send(appUrl, { path: '/sign-in' })
  const script = /"(\/_next\/static\/[^"]+\.js)"/.exec(page.body)?.[1] ?? ''
  const style = /"(\/_next\/static\/[^"]+\.css)"/.exec(page.body)?.[1] ?? ''
  const { headers } = await send(appUrl, { path: script })
  const [action] = [...readActions().values()]
  return {
    'a page': { path: '/', headers: holder },
    'a page of visitors': { path: '/sign-in' },
    'a page as flight data': { path: '/accounts', headers: { ...holder, rsc: '1' } },
    'a page that is not there': { path: '/nowhere' },
    'a page that is not theirs': { path: `/accounts/${privates.account}`, headers: cookieHeader(jars.adult) },
    'a redirect to the sign-in page': { path: '/accounts' },
    'a page’s headers alone': { method: 'HEAD', path: '/sign-in' },
    'a page asked with another method': { method: 'PUT', path: '/sign-in' },
    'a route': { path: '/api/transactions', headers: holder },
    'a route for nobody': { path: '/api/transactions' },
    'a route that is not there': { path: '/api/nowhere', headers: holder },
    'a row that is not there': { path: '/api/transactions/0', headers: holder },
    'a route asked with another method': { method: 'DELETE', path: '/api/transactions', headers: holder },
    'a file to take away': { path: '/api/export', headers: holder },
    'a table to take away': { path: '/api/export?format=csv', headers: holder },
    'the return from a bank': { path: '/api/banks/callback?state=a&code=b', headers: holder },
    'the health': { path: '/api/health' },
    'the session': { path: '/api/auth/session', headers: holder },
    'a closed part of the sign-in': { path: '/api/auth/signin' },
    'a sign-in from elsewhere': {
      method: 'POST',
      path: '/api/auth/callback/credentials',
      headers: { origin: 'http://evil.example' },
      body: 'a=b',
    },
    'a webhook': { method: 'POST', path: '/api/webhooks/enable-banking', body: '{}' },
    'a report': { method: 'POST', path: '/api/csp-report', body: '{}' },
    'an action from elsewhere': {
      method: 'POST',
      path: '/sign-in',
      headers: { 'next-action': action?.id ?? '', origin: 'http://evil.example' },
      body: '[]',
    },
    'an action without an origin': { method: 'POST', path: '/', headers: { ...holder, 'next-action': action?.id ?? '' }, body: '[{}]' },
    'an action that is not there': {
      method: 'POST',
      path: '/',
      headers: { ...holder, 'next-action': '0'.repeat(42), origin: appUrl },
      body: '[{}]',
    },
    'a script': { path: script },
    'a script that is still the same': { path: script, headers: { 'if-none-match': headers.etag ?? '' } },
    'a style': { path: style },
    'a script that is not there': { path: '/_next/static/chunks/nowhere.js' },
  }
}

function missingIn({ headers, body, status }: Answer): string[] {
  const policy = String(headers['content-security-policy'] ?? '')
  const needed: Record<string, RegExp> = {
    'strict-transport-security': /max-age=(3[1-9]\d{6}|[4-9]\d{7}|\d{9,}); includeSubDomains/,
    'x-content-type-options': /^nosniff$/,
    'referrer-policy': /^no-referrer$/,
    'cross-origin-opener-policy': /^same-origin$/,
    'cross-origin-resource-policy': /^same-origin$/,
    'permissions-policy': /camera=\(\)/,
  }
  const missing = Object.entries(needed)
    .filter(([name, form]) => !form.test(String(headers[name] ?? '')))
    .map(([name]) => `${name}: ${headers[name]}`)
  const open = policy.includes('sandbox')
    ? ["default-src 'none'"]
    : NOTHING_OF_OTHERS.filter((part) => part !== "object-src 'none'" || policy.includes('script-src'))
  const loose = open.filter((part) => !policy.includes(part)).map((part) => `policy without ${part}`)
  if (/unsafe-/.test(policy)) loose.push('policy with unsafe-')
  for (const name of ['x-powered-by', 'server']) if (headers[name] !== undefined) loose.push(`${name}: ${String(headers[name])}`)
  const type = String(headers['content-type'] ?? '')
  if (body !== '' && status !== 304 && /^text\/(html|css|csv)/.test(type) && !/charset=utf-8/i.test(type))
    loose.push(`type without charset: ${type}`)
  return [...missing, ...loose]
}

function policyOf({ headers }: Answer): string {
  return String(headers['content-security-policy'] ?? '')
}
