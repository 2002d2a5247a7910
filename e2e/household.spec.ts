import { expect, type BrowserContext, type Page } from '@playwright/test'
import { test } from './support/saldo-test'

const KAISA = { name: 'Kaisa', email: 'kaisa@example.org', password: 'quiet lantern pickle sky' }

test('an invited person sees what is shared with the household and nothing else', async ({ page, newBrowser }) => {
  test.setTimeout(120_000)
  const link = await invite(page)
  const kaisas = await newBrowser()
  const kaisa = await join(kaisas, link)

  const [all, hers] = [await accountsOf(page), await accountsOf(kaisa)]
  const hidden = all.filter(({ id }) => !hers.some((account) => account.id === id))
  expect(hers.length).toBeGreaterThan(0)
  expect(hidden.map(({ name }) => name)).toContain('Everyday')
  await expectNothingOf(kaisa, hidden)

  const [everyday] = hidden.filter(({ name }) => name === 'Everyday')
  await share(page, everyday!.id, /^May look They/)
  await kaisa.goto(`/accounts/${everyday!.id}`)
  await expect(kaisa.getByRole('heading', { level: 1, name: 'Everyday' })).toBeVisible()
  await kaisa.getByRole('button', { name: 'More for this account' }).click()
  await expect(kaisa.getByRole('menuitem', { name: 'Rename' })).toHaveCount(0)
  await share(page, everyday!.id, /^Only the holders/)
  await expectNothingOf(kaisa, [everyday!])

  await page.goto('/household')
  await page.getByRole('button', { name: 'Actions for Kaisa' }).click()
  await page.getByRole('menuitem', { name: 'Remove from the household' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText('Kaisa')).toHaveCount(0)
  await kaisa.goto('/accounts')
  await expect(kaisa).toHaveURL(/\/sign-in/)
})

test('an invitation works once and can be taken back', async ({ page, newBrowser }) => {
  const link = await invite(page, 'Somebody else')
  await page.getByRole('button', { name: 'Take back the invitation for Somebody else' }).click()
  await expect(page.getByRole('button', { name: 'Take back the invitation for Somebody else' })).toHaveCount(0)
  const stranger = await (await newBrowser()).newPage()
  for (const address of [link, '/invite/' + 'A'.repeat(43)]) {
    await stranger.goto(address)
    await expect(stranger.getByRole('heading', { name: 'This invitation cannot be used' })).toBeVisible()
  }
})

test('the only owner stays one', async ({ page }) => {
  await page.goto('/household')
  await expect(page.getByText('Only owner', { exact: true })).toBeVisible()
})

async function invite(page: Page, label = 'Kaisa'): Promise<string> {
  await page.goto('/household')
  await page.getByLabel('For whom').fill(label)
  await page.getByRole('button', { name: 'Make an invitation link' }).click()
  return page.getByRole('status').locator('.rawbox').innerText()
}

async function join(context: BrowserContext, link: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(link)
  await page.getByLabel('Your name').fill(KAISA.name)
  await page.getByLabel('Email').fill(KAISA.email)
  await page.getByLabel('Password', { exact: true }).fill(KAISA.password)
  await page.getByRole('button', { name: 'Join the household' }).click()
  await expect(page.getByRole('navigation', { name: 'Main', exact: true })).toBeVisible()
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'This invitation cannot be used' })).toBeVisible()
  return page
}

type Known = { readonly id: string; readonly name: string }

async function accountsOf(page: Page): Promise<Known[]> {
  await page.goto('/accounts')
  await expect(page.locator('.arow').first()).toBeVisible()
  return page
    .locator('.arow')
    .evaluateAll((rows) =>
      rows.map((row) => ({ id: row.getAttribute('href')!.split('/').at(-1)!, name: row.querySelector('.name')!.textContent! })),
    )
}

/** Not in lists, totals, filters, search or files, and no address of it is known. */
async function expectNothingOf(page: Page, hidden: readonly Known[]): Promise<void> {
  for (const place of ['/', '/accounts?archived=1', '/transactions', '/banks', '/banks/history', '/household']) {
    await page.goto(place)
    const html = await page.content()
    expect(hidden.filter(({ id }) => html.includes(id))).toEqual([])
  }
  const file = await (await page.request.get('/api/export')).text()
  expect(hidden.filter(({ id }) => file.includes(id))).toEqual([])
  for (const { id } of hidden) {
    expect((await page.request.get(`/accounts/${id}`)).status()).toBe(404)
    const found = (await (await page.request.get(`/api/transactions?account=${id}`)).json()) as { rows: { accountId: string }[] }
    expect(found.rows.filter(({ accountId }) => accountId === id)).toEqual([])
    expect((await page.request.get(`/api/transactions/running?account=${id}`)).status()).toBe(404)
  }
}

async function share(page: Page, accountId: string, choice: RegExp): Promise<void> {
  await page.goto(`/accounts/${accountId}`)
  await page.getByRole('button', { name: 'More for this account' }).click()
  await page.getByRole('menuitem', { name: 'Change who sees it' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share this account' })
  await dialog.getByRole('radio', { name: choice }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
}
