import { expect, type Page } from '@playwright/test'
import { test } from './support/saldo-test'
import { toMinor } from './support/sums'

const ROWS = '.trow'

test('an amount is found as a person writes it', async ({ page }) => {
  await page.goto('/transactions')
  // The longest: 7.05 would find 67.05 too.
  const amount = (await shownAmounts(page)).reduce((longest, one) => (one.length > longest.length ? one : longest))
  const typed = amount.replace('.', ',')
  await page.getByRole('searchbox', { name: 'Search transactions' }).fill(typed)
  await expect(page).toHaveURL(`/transactions?${new URLSearchParams({ q: typed })}`)
  await expect(page.getByText('Own transfers and pending rows are left out of the sums')).toBeVisible()
  await expect.poll(() => shownAmounts(page)).toEqual([amount])

  await page.getByRole('searchbox').fill('no such thing anywhere')
  await expect(page.getByText('No row matches.')).toBeVisible()
  await page.getByRole('link', { name: 'Show all rows' }).click()
  await expect(page).toHaveURL('/transactions')
})

test('a name is found from a part of it', async ({ page }) => {
  await page.goto('/transactions')
  await page.getByRole('searchbox').fill('merentut')
  await expect(page).toHaveURL(/q=merentut/)
  await expect.poll(async () => new Set(await page.locator(`${ROWS} .name`).allInnerTexts())).toEqual(new Set(['Merentutkimus Oy']))
})

test('filters stand in the address, narrow the list and go with a cross', async ({ page }) => {
  await page.goto('/transactions')
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  const sheet = page.getByRole('dialog', { name: 'Filters' })
  await sheet.getByLabel('Household').check()
  await sheet.getByLabel('Direction').selectOption('Going out')
  await sheet.getByLabel('State').selectOption('Booked')
  await sheet.getByLabel('At least').fill('20')
  await sheet.getByLabel('At most').fill('1 000,00')
  await sheet.getByRole('button', { name: 'Show these rows' }).click()
  await expect(page).toHaveURL(/account=[\w-]+&status=booked&direction=out&min=20&max=1000\.00/)
  await expectAmounts(page, (minor) => minor <= -2000n && minor >= -100_000n)

  await page.reload()
  await expectAmounts(page, (minor) => minor <= -2000n && minor >= -100_000n)
  await page.getByRole('link', { name: /Remove Going out/ }).click()
  await expect(page).not.toHaveURL(/direction=/)
  await expect(page).toHaveURL(/min=20/)
})

test('the list goes on to its end, keeps little of it in the page, and shows every row once', async ({ page }) => {
  test.setTimeout(90_000)
  await page.goto('/transactions?direction=in')
  const seen = new Map<string, string>()
  await expect(async () => {
    for (const [href, text] of await page
      .locator(`${ROWS} a`)
      .evaluateAll((links) => links.map((link) => [link.getAttribute('href')!, link.textContent!] as const)))
      seen.set(href, text)
    expect(await page.locator(ROWS).count()).toBeLessThan(150)
    await page.mouse.move(500, 400)
    await page.mouse.wheel(0, 1500)
    await expect(page.locator('.sums').getByText(`${seen.size} rows`)).toBeVisible({ timeout: 200 })
  }).toPass({ timeout: 80_000, intervals: [50] })
  expect(seen.size).toBeGreaterThan(150)
  expect(await page.getByRole('button', { name: 'Show older rows' }).count()).toBe(0)
})

test('a row tells what the bank wrote and why it is one row', async ({ page }) => {
  await page.goto('/transactions?direction=out&status=booked')
  const row = page.locator(ROWS).first()
  const name = await row.locator('.name').innerText()
  await row.getByRole('link').click()
  await expect(page).toHaveURL(/row=[\w-]+/)
  const panel = page.getByRole('dialog', { name })
  await expect(panel.getByRole('heading', { name: 'As the bank wrote it' })).toBeVisible()
  await expect(panel.locator('.why li').first()).toContainText(/first seen .* through Aino|Elias’s access/)

  await page.keyboard.press('ArrowRight')
  await expect(page.locator(`${ROWS}.curr .name`)).toHaveText(await page.locator(ROWS).nth(1).locator('.name').innerText())
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page).not.toHaveURL(/row=/)
})

test('a note, a name and a category of one’s own stay, and can be taken back', async ({ page }) => {
  await page.goto('/transactions?direction=out&status=booked')
  const row = page.locator(ROWS).first()
  const bankName = await row.locator('.name').innerText()
  await row.getByRole('link').click()
  const panel = page.getByRole('dialog')
  await write(page, /^Note/, async () => panel.getByLabel('Note').fill('For the birthday'))
  await write(page, /^Name/, async () => panel.getByLabel('Name').fill('Sundries'))
  await write(page, /^Category/, async () => void (await panel.getByLabel('Category').selectOption('Health')))
  await page.reload()
  await expect(page.getByRole('dialog', { name: 'Sundries' })).toBeVisible()
  await expect(row.locator('.name')).toHaveText('Sundries')
  await expect(row).toContainText('For the birthday')
  await expect(row).toContainText('Health')

  await write(page, /^Note/, async () => panel.getByLabel('Note').fill(''))
  await write(page, /^Name/, async () => panel.getByLabel('Name').fill(''))
  await write(page, /^Category/, async () => void (await panel.getByLabel('Category').selectOption({ index: 0 })))
  await expect(row.locator('.name')).toHaveText(bankName)
})

test('the arrow key goes on past the last row that was read', async ({ page }) => {
  await page.goto('/transactions')
  const first = await page.request.get('/api/transactions')
  const { rows, next } = (await first.json()) as { rows: { id: string }[]; next: string }
  const second = await page.request.get(`/api/transactions?cursor=${next}`)
  const [after] = ((await second.json()) as { rows: { id: string }[] }).rows
  // Nothing scrolls there, so nobody else reads the next page.
  await page.route('/api/transactions?cursor=*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500))
    await route.continue()
  })
  await page.goto(`/transactions?row=${rows.at(-1)?.id}`)
  await expect(page.getByRole('heading', { name: 'Codes' })).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(page).toHaveURL(`/transactions?row=${after?.id}`)
  await expect(page.getByRole('heading', { name: 'Codes' })).toBeVisible()
})

for (const width of [390, 1280]) {
  test(`a word that was just written is taken back with one press at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 })
    await page.goto('/transactions?direction=out&status=booked')
    const row = page.locator(ROWS).first()
    await row.getByRole('link').click()
    await write(page, /^Note/, async () => page.getByRole('dialog').getByLabel('Note').fill('By mistake'))
    await expect(page.getByText('Note saved.')).toBeVisible()
    await expect(row).toContainText('By mistake')
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByText('As it was before.')).toBeVisible()
    await expect(row).not.toContainText('By mistake')
  })
}

for (const width of [390, 1280]) {
  test(`several rows go into a category with one press, and back with another, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 })
    await page.goto('/transactions?q=merentut')
    await page.getByRole('button', { name: 'Select' }).click()
    for (const at of [0, 1, 2]) await page.locator(`${ROWS} label`).nth(at).click()
    const bar = page.getByRole('region', { name: 'Selected rows' })
    await expect(bar.getByText('3 selected')).toBeVisible()
    await bar.getByLabel('Category').selectOption('Travel')
    await bar.getByRole('button', { name: 'Set category' }).click()
    await expect(page.getByText('3 rows put into the category.')).toBeVisible()
    await expect(bar).toHaveCount(0)
    await expect.poll(() => inCategory(page, 'travel')).toBe(3)
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => inCategory(page, 'travel')).toBe(0)
  })
}

async function inCategory(page: Page, category: string): Promise<number> {
  const answer = await page.request.get(`/api/transactions?q=merentut&category=${category}`)
  return ((await answer.json()) as { rows: unknown[] }).rows.length
}

test('on a phone the details are a sheet that the way back closes', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/transactions')
  await page.locator(`${ROWS} a`).first().click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page).toHaveURL('/transactions')
})

test('what is shown can be taken along as a file', async ({ page }) => {
  await page.goto('/transactions?q=merentut')
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: /CSV|table/i }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^saldo-\d{4}-\d{2}-\d{2}\.csv$/)
  const answer = await page.request.get('/api/export?format=csv&q=merentut')
  const lines = (await answer.text()).trim().split('\r\n').slice(1)
  expect(lines.length).toBeGreaterThan(20)
  for (const line of lines) expect(line).toContain('Merentutkimus Oy')
})

async function write(page: Page, line: RegExp, fill: () => Promise<void>): Promise<void> {
  const panel = page.getByRole('dialog')
  await panel.getByRole('button', { name: line }).click()
  await fill()
  await panel.getByRole('button', { name: 'Save' }).click()
  await expect(panel.getByRole('button', { name: line })).toBeVisible()
}

/** Sizes of all amounts in the list, each once. */
async function shownAmounts(page: Page): Promise<string[]> {
  const values = await page
    .locator(`${ROWS} data`)
    .evaluateAll((amounts) => amounts.map((amount) => amount.getAttribute('value')!.replace('-', '')))
  return [...new Set(values)]
}

async function expectAmounts(page: Page, fits: (minor: bigint) => boolean): Promise<void> {
  await expect(page.locator(ROWS).first()).toBeVisible()
  const values = await page.locator(`${ROWS} data`).evaluateAll((amounts) => amounts.map((amount) => amount.getAttribute('value')))
  expect(values.length).toBeGreaterThan(5)
  expect(values.map(toMinor).filter((minor) => !fits(minor))).toEqual([])
}
