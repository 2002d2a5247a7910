import { expect, type Locator } from '@playwright/test'
import { readCountedBalances, readTotal, sum, toMinor } from './support/sums'
import { test } from './support/saldo-test'

test('the total is the sum of the accounts below it, however they are grouped', async ({ page }) => {
  await page.goto('/')
  const total = await readTotal(page)
  expect(sum(await readCountedBalances(page))).toBe(total)
  await expect(page.locator('.ghead h3')).toContainText(['Saaristo Bank'])

  for (const [label, group, head] of [
    ['By type', 'type', 'Current accounts'],
    ['By owner', 'owner', 'Elias'],
    ['By currency', 'currency', 'SEK'],
  ] as const) {
    await page.getByRole('button', { name: /change the grouping/ }).click()
    await page.getByRole('menuitem', { name: label }).click()
    await expect(page).toHaveURL(new RegExp(`group=${group}`))
    await expect(page.locator('.ghead').filter({ hasText: head }).first()).toBeVisible()
    expect(await readTotal(page)).toBe(total)
    expect(sum(await readCountedBalances(page))).toBe(total)
  }
})

test('a joint account that two people connected is counted once', async ({ page }) => {
  await page.goto('/')
  const names = await page.locator('.arow').filter({ hasText: 'Both' }).locator('.name').allInnerTexts()
  expect(names).toHaveLength(1)
})

test('mine and ours are parts of all', async ({ page }) => {
  await page.goto('/')
  const totals: bigint[] = []
  for (const scope of ['All', 'Mine', 'Ours']) {
    await page.getByRole('navigation', { name: 'Whose accounts' }).getByRole('link', { name: scope, exact: true }).click()
    await expect(page.getByRole('link', { name: scope, exact: true })).toHaveAttribute('aria-current', 'true')
    const total = await readTotal(page)
    expect(sum(await readCountedBalances(page))).toBe(total)
    totals.push(total)
  }
  expect(new Set(totals).size).toBe(3)
  await expect(page).toHaveURL(/scope=ours/)
})

test('the chart has its figures as a table, for every period', async ({ page }) => {
  await page.goto('/')
  const total = await readTotal(page)
  await expect(page.getByRole('img', { name: /^Household total, .*lowest/ })).toBeVisible()
  for (const period of ['1 month', '3 months', '1 year', 'All time']) {
    await page.getByRole('navigation', { name: 'Period' }).getByRole('link', { name: period }).click()
    await expect(page.getByRole('link', { name: period })).toHaveAttribute('aria-current', 'true')
    await page.getByRole('radio', { name: 'Table' }).check()
    const rows = page.locator('.plot-table tbody tr')
    expect(toMinor(await rows.first().locator('data').first().getAttribute('value')), 'the newest balance is the total').toBe(total)
    const [balances, changes] = await Promise.all([valuesIn(rows, 0), valuesIn(rows, 1)])
    for (const [index, change] of changes.entries()) expect(change).toBe(balances[index]! - balances[index + 1]!)
    await page.getByRole('radio', { name: 'Chart' }).check()
  }
})

test('the newest rows lead to their details', async ({ page }) => {
  await page.goto('/')
  const [name] = await page.locator('.ov .rows .row .name').allInnerTexts()
  await page.locator('.ov .rows .row').first().click()
  await expect(page).toHaveURL(/\/transactions\?row=/)
  await expect(page.getByRole('heading', { name: 'Why this is one row' })).toBeVisible()
  await expect(page.getByRole('heading', { name: name!, exact: true })).toBeVisible()
})

test('on a phone nothing has to be moved sideways and the places are at the bottom', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/')
  const tabs = page.getByRole('navigation', { name: 'Main, bottom' })
  for (const [name, path] of [
    ['Accounts', '/accounts'],
    ['Transactions', '/transactions'],
    ['More', '/more'],
    ['Overview', '/'],
  ] as const) {
    await tabs.getByRole('link', { name }).click()
    await expect(page).toHaveURL(path)
    await expect(tabs.getByRole('link', { name })).toHaveAttribute('aria-current', 'page')
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  }
})

async function valuesIn(rows: Locator, nth: number): Promise<bigint[]> {
  const texts = await rows.evaluateAll(
    (all, column) => all.map((row) => row.querySelectorAll('td')[column]?.querySelector('data')?.getAttribute('value') ?? null),
    nth,
  )
  return texts.filter((text) => text !== null).map(toMinor)
}
