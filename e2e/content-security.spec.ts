import { expect, type APIResponse, type Response } from '@playwright/test'
import { listPlaces, PUBLIC_PLACES } from './support/pages'
import { test } from './support/saldo-test'

/** On every answer, whatever it is. */
const ALWAYS = {
  'strict-transport-security': /^max-age=(6\d{7}|31536000|\d{9,}); includeSubDomains/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'x-frame-options': /^DENY$/,
  'permissions-policy': /camera=\(\)/,
  'content-security-policy': /default-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/,
}

const NEVER = ['x-powered-by', 'access-control-allow-origin', 'server', 'x-nextjs-cache']

const LOOSE = /unsafe-inline|unsafe-eval|unsafe-hashes|https?:(?!\/\/localhost)|\*/

function expectSafe(answer: APIResponse | Response): void {
  const [headers, place] = [answer.headers(), answer.url()]
  for (const [name, pattern] of Object.entries(ALWAYS)) expect(headers[name], `${name} of ${place}`).toMatch(pattern)
  for (const name of NEVER) expect(headers[name], `${name} of ${place}`).toBeUndefined()
  expect(headers['content-security-policy'], place).not.toMatch(LOOSE)
}

test('every answer carries the headers, whatever it is', async ({ page }) => {
  const assets: Response[] = []
  page.on('response', (response) => void (/_next\/static|\.woff2|icons\/|manifest/.test(response.url()) && assets.push(response)))
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  const kinds = new Set(assets.map((asset) => asset.url().split('.').at(-1)))
  for (const kind of ['js', 'css', 'woff2']) expect(kinds).toContain(kind)
  for (const asset of assets) expectSafe(asset)

  for (const [path, status] of [
    ['/', 200],
    ['/accounts/nothing', 404],
    ['/no/such/page', 404],
    ['/_next/static/no-such-file.js', 404],
    ['/api/transactions', 200],
    ['/api/transactions/nothing', 404],
    ['/api/aspsps?source=instance', 400],
    ['/api/health', 200],
    ['/api/export?format=csv', 200],
    ['/api/no-such-route', 404],
    ['/api/banks/callback?state=x', 303],
    ['/setup', 307],
    ['/manifest.webmanifest', 200],
    ['/icons/icon.svg', 200],
    ['/robots.txt', 200],
    ['/api/auth/session', 200],
  ] as const) {
    const answer = await page.request.get(path, { maxRedirects: 0 })
    expect(answer.status(), path).toBe(status)
    expectSafe(answer)
  }
  const head = await page.request.fetch('/api/banks/callback', { method: 'HEAD' })
  expect(head.status()).toBe(405)
  expectSafe(head)
})

test('what is a person’s own is kept by no cache', async ({ page }) => {
  for (const path of ['/', '/accounts', '/api/transactions', '/api/export']) {
    const answer = await page.request.get(path)
    expect(answer.headers()['cache-control'], path).toMatch(/no-store/)
  }
})

test('each page has a nonce of its own, and no text of a page could be a script or a style', async ({ page }) => {
  const nonces = new Set<string>()
  for (let visit = 0; visit < 3; visit++) {
    const answer = await page.request.get('/')
    const nonce = /'nonce-([\w+/=-]{20,})'/.exec(answer.headers()['content-security-policy'] ?? '')?.[1] ?? ''
    nonces.add(nonce)
    const html = await answer.text()
    const scripts = html.match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(3)
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([])
    expect(html).not.toMatch(/<[a-z][^>]*\sstyle=/i)
    expect(html).not.toMatch(/<[a-z][^>]*\son[a-z]+=/i)
  }
  expect(nonces.size).toBe(3)
  expect(nonces.has('')).toBe(false)
})

test('nobody may show a page inside another', async ({ page, watch }) => {
  await page.goto('/accounts')
  await page.evaluate(() => {
    const frame = document.createElement('iframe')
    frame.src = '/more'
    document.body.append(frame)
  })
  await expect.poll(() => watch.violations.length).toBeGreaterThan(0)
  expect(page.frames().filter((frame) => frame.url().endsWith('/more'))).toHaveLength(0)
  for (const violation of watch.violations) expect(violation).toMatch(/^frame-(src|ancestors) /)
  watch.violations.length = 0
  watch.errors.length = 0
})

test.describe('a visitor', () => {
  test.use({ signedIn: false })

  test('gets the headers too', async ({ page }) => {
    for (const { path } of PUBLIC_PLACES) expectSafe(await page.request.get(path))
    for (const [path, status] of [
      ['/', 307],
      ['/api/transactions', 401],
      ['/api/export', 401],
      ['/api/logos', 401],
      ['/api/banks/callback?state=x', 303],
    ] as const) {
      const answer = await page.request.get(path, { maxRedirects: 0 })
      expect(answer.status(), path).toBe(status)
      expectSafe(answer)
    }
  })
})

/** What else every test watches is here gone through page by page, with everything that opens. */
for (const colorScheme of ['light', 'dark'] as const) {
  test(`no page breaks its policy or asks another host (${colorScheme})`, async ({ page, watch }) => {
    test.setTimeout(240_000)
    await page.emulateMedia({ colorScheme })
    const places = Object.values(await listPlaces(page)).flat()
    for (const { name, path, open } of places) {
      await page.goto(path)
      await open?.(page)
      expect(watch.violations, name).toEqual([])
      expect(watch.elsewhere, name).toEqual([])
    }
    expect(places.length).toBeGreaterThan(35)
  })
}
