import { generateKeyPairSync, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test, type BrowserContext, type Page } from '@playwright/test'
import { waitUntilRead } from './support/demo'
import { startFakeBankApi, type FakeBankApi } from './support/fake-bank-api'
import { hostileBank, HOSTILE_BANK_NAMES } from './support/hostile-bank'
import { HOSTILE_STRINGS } from './support/hostile-strings'
import { setupLinkIn, startInstance, type Instance } from './support/instance'
import { FINNISH_BROWSER, OWNER } from './support/people'
import { setUpHousehold } from './support/set-up'
import { expectQuiet, watchContext, type Watch } from './support/watch'

/**
 * A bank whose every text is an attack, served by an implementation of the interface that shares no code with the app or
 * with the simulator. Nothing runs, nothing is asked elsewhere, no element comes out of a text.
 */
test.describe.configure({ mode: 'serial' })

let api: FakeBankApi
let instance: Instance
let context: BrowserContext
let page: Page
let watch: Watch
let keyDir: string
const ran: string[] = []

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000)
  api = await startFakeBankApi(hostileBank())
  keyDir = fs.mkdtempSync(path.join(os.tmpdir(), 'saldo-e2e-key-'))
  const keyFile = path.join(keyDir, 'key.pem')
  fs.writeFileSync(keyFile, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }))
  instance = await startInstance({
    SIMULATOR: 'off',
    ENABLE_BANKING_API_URL: api.url,
    ENABLE_BANKING_APP_ID: randomUUID(),
    ENABLE_BANKING_PRIVATE_KEY_FILE: keyFile,
    ECB_RATES_URL: `${api.url}/rates/`,
  })
  context = await browser.newContext({ ...FINNISH_BROWSER, baseURL: instance.appUrl })
  watch = await watchContext(context, [instance.appUrl, api.url])
  page = await context.newPage()
  page.on('dialog', (dialog) => {
    ran.push(dialog.message())
    void dialog.dismiss()
  })
  await setUpHousehold(page, setupLinkIn(instance.output()), OWNER)
})

test.afterEach(async () => {
  await expectHarmless()
  expectQuiet(watch)
})

test.afterAll(async () => {
  await context?.close()
  await instance?.stop()
  await api?.stop()
  fs.rmSync(keyDir, { recursive: true, force: true })
})

test('the corpus has at least a hundred strings, all different', () => {
  expect(new Set(HOSTILE_STRINGS).size).toBeGreaterThanOrEqual(100)
  expect(new Set(HOSTILE_STRINGS).size).toBe(HOSTILE_STRINGS.length)
})

test('names of banks, groups, methods and fields', async () => {
  test.setTimeout(120_000)
  for (const [country, names] of Object.entries(HOSTILE_BANK_NAMES)) {
    await page.goto(`/banks/connect?country=${country}`)
    await expect(page.getByText(`${names.length} of ${names.length} banks`)).toBeVisible()
    const banks = page.getByRole('radio')
    await expect(banks).toHaveCount(names.length)
    await expectHarmless()
  }
  await page.getByRole('radio').first().click()
  await expect(page.getByRole('button', { name: /^Go to / })).toBeVisible()
})

test('what the bank says when it refuses', async () => {
  test.setTimeout(120_000)
  for (const text of HOSTILE_STRINGS) {
    const query = new URLSearchParams({ error: 'access_denied', error_description: text, state: text })
    const answer = await page.request.get(`/api/banks/callback?${query}`, { maxRedirects: 0 })
    expect(answer.headers()['location']).toBe(`${instance.appUrl}/banks/returned?reason=unknown`)
  }
  for (const description of HOSTILE_STRINGS.slice(0, 4)) {
    api.serve({ ...hostileBank(), refusal: { error: description, description } })
    await goToBank()
    await expect(page.getByRole('heading', { name: /could not finish it|declined/ })).toBeVisible()
    await expectHarmless()
  }
  api.serve(hostileBank())
})

test('names, products and numbers of accounts', async () => {
  test.setTimeout(150_000)
  await goToBank()
  await expect(page.getByRole('heading', { name: /is connected/ })).toBeVisible()
  await expectHarmless()
  await page.getByRole('button', { name: `Keep ${HOSTILE_STRINGS.length} accounts` }).click()
  await expect(page).toHaveURL(/\/progress/)
  await waitUntilRead(page)
  await expectHarmless()
  for (const place of ['/', '/?group=type', '/?group=owner', '/accounts', '/accounts?group=currency', '/banks', '/banks/history']) {
    await page.goto(place)
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
    await expectHarmless()
  }
  await page.goto('/accounts')
  const shown = await page.locator('.arow .name').allInnerTexts()
  expect(shown).toContain('<img class=hostile src=x onerror=alert(20)>')
  expect(shown).toHaveLength(HOSTILE_STRINGS.length)
})

test('the page of an account', async () => {
  test.setTimeout(120_000)
  await page.goto('/accounts')
  const hrefs = await page.locator('.arow').evaluateAll((rows) => rows.map((row) => row.getAttribute('href') ?? ''))
  for (const href of hrefs.slice(0, 25)) {
    await page.goto(href)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expectHarmless()
  }
})

test('names and texts of transactions, all the way down the list', async () => {
  test.setTimeout(180_000)
  await page.goto('/transactions')
  const names = new Set<string>()
  await expect(async () => {
    for (const name of await page.locator('.trow .name').allInnerTexts()) names.add(name)
    await expectHarmless()
    await page.mouse.wheel(0, 1200)
    expect(await page.evaluate(() => window.scrollY + window.innerHeight >= document.documentElement.scrollHeight - 2)).toBe(true)
    await expect(page.getByText(`${HOSTILE_STRINGS.length * 2} rows`)).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 90_000, intervals: [50] })
  expect(names).toContain('<svg class=hostile onload=alert(24)>')
  expect(names.size).toBeGreaterThan(90)
})

test('the details of a transaction, row after row', async () => {
  test.setTimeout(180_000)
  // The list was read to its end by the test before, so the arrow goes on as far as it is asked to.
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.locator('.trow a').first().click()
  const detail = page.locator('.detail')
  for (let row = 0; row < HOSTILE_STRINGS.length; row++) {
    await expect(detail.getByRole('heading', { name: 'Codes' })).toBeVisible()
    if (row % 5 === 0) await expectHarmless()
    const [before, answer] = [page.url(), page.waitForResponse(/\/api\/transactions\//)]
    await page.keyboard.press('ArrowRight')
    await answer
    expect(page.url()).not.toBe(before)
  }
})

test('the file for a spreadsheet runs nothing', async () => {
  const answer = await page.request.get('/api/export?format=csv')
  expect(answer.headers()['content-disposition']).toMatch(/^attachment; filename="saldo-[\d-]+\.csv"$/)
  const cells = (await answer.text()).replace(/^\uFEFF/, '').split(/[\r\n,]+/)
  expect(cells.length).toBeGreaterThan(1000)
  expect(cells.filter((cell) => /^"?\s*[=@]|^"?\s*\+(?!\d)/.test(cell))).toEqual([])
})

async function goToBank(): Promise<void> {
  await page.goto('/banks/connect?country=FI')
  await page.getByRole('radio').first().click()
  await page.getByRole('button', { name: /^Go to / }).click()
  await page.waitForURL(/\/banks\//)
}

/** Nothing ran, and no element, handler or address of the page came out of a text. */
async function expectHarmless(): Promise<void> {
  expect(ran).toEqual([])
  const found = await page.evaluate((bankOrigin) => {
    const foreign = [
      ...document.querySelectorAll('.hostile, iframe, object, embed, base, marquee, math, portal, audio, video, meta[http-equiv]'),
    ]
    const leadsAway = (address: string) => ![location.origin, bankOrigin].includes(new URL(address, location.href).origin)
    const armed = [...document.querySelectorAll('*')].filter((element) =>
      [...element.attributes].some(
        ({ name, value }) => /^on/i.test(name) || (/^(href|src|action|formaction|xlink:href)$/i.test(name) && leadsAway(value)),
      ),
    )
    return [...foreign, ...armed].map((element) => element.outerHTML.slice(0, 200))
  }, api.url)
  expect(found).toEqual([])
}
