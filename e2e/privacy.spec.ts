import { expect, type Page } from '@playwright/test'
import { test } from './support/saldo-test'

const PAGES = ['/', '/accounts', '/transactions', '/payments', '/banks']

test('hiding amounts takes every digit of money out of the document, until they are shown again', async ({ page }) => {
  await page.goto('/')
  const amounts = await readAmounts(page)
  expect(amounts.length).toBeGreaterThan(15)
  await expectDigits(page, true)

  await page.getByRole('button', { name: 'Hide amounts' }).click()
  await expectNoneOf(page, amounts)
  await expect(page.locator('.total')).toContainText('•')

  await page.getByRole('button', { name: 'Hide amounts' }).click()
  expect(await readAmounts(page)).toEqual(amounts)
})

test('it stays so on every page and after a reload', async ({ page }) => {
  const account = await firstAccount(page)
  const places = [...PAGES, account]
  const amounts = new Map<string, string[]>()
  for (const place of places) {
    await page.goto(place)
    amounts.set(place, await readAmounts(page))
  }
  await page.goto('/')
  await page.getByRole('button', { name: 'Hide amounts' }).click()
  for (const place of places) {
    await page.goto(place, { waitUntil: 'load' })
    await expectNoneOf(page, amounts.get(place) ?? [])
  }
  await page.goto('/transactions')
  await page.locator('.trow a').first().click()
  await expect(page.getByRole('heading', { name: 'Codes' })).toBeVisible()
  await expectDigits(page, false)
})

test('the keys do it too', async ({ page }) => {
  await page.goto('/')
  await expect(page.locator('data.total')).toBeVisible()
  await expect(async () => {
    // Drawn before its script is there: the first press may find nobody listening.
    await page.keyboard.press('Control+Shift+P')
    await expect(page.locator('data')).toHaveCount(0, { timeout: 1_000 })
  }).toPass()
})

async function firstAccount(page: Page): Promise<string> {
  await page.goto('/accounts')
  return (await page.locator('.arow').first().getAttribute('href')) ?? ''
}

async function readAmounts(page: Page): Promise<string[]> {
  return page.locator('data').evaluateAll((amounts) => amounts.map((amount) => amount.getAttribute('value')!.replace('-', '')))
}

async function expectDigits(page: Page, areShown: boolean): Promise<void> {
  const text = page.locator('.amt, .total, .plot-box text')
  const withDigits = text.filter({ hasText: /\d/ })
  if (areShown) expect(await withDigits.count()).toBeGreaterThan(15)
  else await expect(page.locator('.amt, .total').filter({ hasText: /\d/ })).toHaveCount(0)
}

/** Neither drawn nor said, nor anywhere else in the document: attributes, scripts, names of pictures. */
async function expectNoneOf(page: Page, amounts: readonly string[]): Promise<void> {
  await expect(page.locator('data')).toHaveCount(0)
  await expectDigits(page, false)
  // Four digits and more: "12.00" may as well be a version or a time.
  const telling = [...new Set(amounts)].filter((amount) => amount.replace('.', '').length >= 5)
  // Until its scripts run, the page still has what they were given.
  const told = async () => {
    const html = (await page.content()).replaceAll(/[\s\u00A0\u202F]/g, '')
    return telling.filter((amount) => html.includes(amount) || html.includes(amount.replace('.', ',')))
  }
  await expect.poll(told).toEqual([])
}
