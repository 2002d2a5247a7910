import { expect, type Page } from '@playwright/test'
import { getTrueBalance, listTrueAccounts } from './support/ledger'
import { simulatorUrl, test } from './support/saldo-test'
import { readTotal, toMinor } from './support/sums'

test('an account shows every balance the bank gave, and each row the balance after it', async ({ page }) => {
  const [everyday] = (await listTrueAccounts(simulatorUrl, { bank: 'Saaristo Bank', owner: 'aino.virtanen' })).filter(({ key }) =>
    key.includes('aino-current'),
  )
  const before = await getTrueBalance(simulatorUrl, everyday!)
  await openAccount(page, 'Everyday')
  await expect(page.getByRole('table', { name: 'All balances the bank sent' }).getByRole('row')).not.toHaveCount(0)
  const total = await readTotal(page)
  expect([before, await getTrueBalance(simulatorUrl, everyday!)]).toContain(total)

  await page.getByRole('button', { name: 'Show older rows' }).click()
  await expect(page.locator('.lrow').nth(60)).toBeVisible()
  const rows = await page.locator('.lrow').evaluateAll((all) =>
    all.map((row) => ({
      amount: row.querySelector('.a data')!.getAttribute('value'),
      balance: row.querySelector('.bal data')?.getAttribute('value') ?? null,
    })),
  )
  const booked = rows.filter(({ balance }) => balance !== null)
  expect(toMinor(booked[0]!.balance)).toBe(total)
  for (const [index, { amount, balance }] of booked.slice(0, -1).entries())
    expect(toMinor(balance) - toMinor(amount)).toBe(toMinor(booked[index + 1]!.balance))
})

test('an account says that its rows make its balance, and nothing that it does not know', async ({ page }) => {
  await openAccount(page, 'Everyday')
  const whole = page.getByRole('region', { name: 'Is anything missing?' })
  await expect(whole.getByRole('listitem')).toHaveCount(1)
  await expect(whole).toContainText('The rows and the bank’s balance add up.')
  await expect(whole).toContainText('Checked today')
})

test('its chart has the same figures as a table', async ({ page }) => {
  await openAccount(page, 'Everyday')
  await page.getByRole('link', { name: '3 months' }).click()
  await expect(page).toHaveURL(/period=3m/)
  const total = await readTotal(page)
  await page.getByRole('radio', { name: 'Table' }).check()
  expect(toMinor(await page.locator('.plot-table tbody tr').first().locator('data').first().getAttribute('value'))).toBe(total)
})

test('it takes a name of one’s own and gives it back', async ({ page }) => {
  await openAccount(page, 'Rainy day')
  await chooseInMenu(page, 'Rename')
  const dialog = page.getByRole('dialog', { name: 'Rename the account' })
  await dialog.getByLabel('Name').fill('For a rainy week')
  await dialog.getByRole('button', { name: 'Save the name' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'For a rainy week' })).toBeVisible()
  await page.goto('/')
  await expect(page.locator('.arow .name', { hasText: 'For a rainy week' })).toBeVisible()

  await openAccount(page, 'For a rainy week')
  await chooseInMenu(page, 'Rename')
  await dialog.getByLabel('Name').fill('')
  await dialog.getByRole('button', { name: 'Save the name' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Rainy day' })).toBeVisible()
})

test('an archived account is in no list and no total, and comes back whole', async ({ page }) => {
  await page.goto('/accounts')
  const whole = await readTotal(page)
  await openAccount(page, 'Rainy day')
  const balance = await readTotal(page)
  await chooseInMenu(page, 'Archive')
  await expect(page.getByText('This account is archived')).toBeVisible()
  await page.goto('/accounts')
  expect(await readTotal(page)).toBe(whole - balance)
  await expect(page.locator('.arow', { hasText: 'Rainy day' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Show', exact: true }).click()
  await page.locator('.arow', { hasText: 'Rainy day' }).click()
  await chooseInMenu(page, 'Take out of the archive')
  await expect(page.getByText('This account is archived')).toHaveCount(0)
  await page.goto('/accounts')
  expect(await readTotal(page)).toBe(whole)
})

test('an account can be left out of one’s own totals', async ({ page }) => {
  await page.goto('/accounts')
  const whole = await readTotal(page)
  await openAccount(page, 'Rainy day')
  const balance = await readTotal(page)
  await chooseInMenu(page, 'Leave out of my totals')
  await expect(page.getByText('left out of your totals')).toBeVisible()
  await page.goto('/accounts')
  expect(await readTotal(page)).toBe(whole - balance)
  await expect(page.getByText('1 account is left out of your totals')).toBeVisible()
  await openAccount(page, 'Rainy day')
  await chooseInMenu(page, 'Count in my totals')
  await expect(page.getByText('counts in your totals')).toBeVisible()
})

test('an address of nobody’s account says the same as a stranger’s', async ({ page }) => {
  for (const id of ['01a1f874-c091-75f9-8389-5be7950cf6cd', 'x', "';--"]) {
    const answer = await page.goto(`/accounts/${encodeURIComponent(id)}`)
    expect(answer?.status()).toBe(404)
    await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  }
})

async function openAccount(page: Page, name: string): Promise<void> {
  await page.goto('/accounts')
  await page
    .locator('.arow')
    .filter({ has: page.locator('.name', { hasText: name }) })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

async function chooseInMenu(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: 'More for this account' }).click()
  await page.getByRole('menuitem', { name: label }).click()
}
