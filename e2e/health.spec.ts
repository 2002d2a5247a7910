import fs from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { waitUntilRead } from './support/demo'
import { openSharedTables } from './support/doors/owner'
import { OWNER } from './support/people'
import { simulatorUrl, test } from './support/saldo-test'

test('every call to a bank is listed, with why, who was there and what came of it', async ({ page }) => {
  await openHealthOf(page, 'Kontur')
  await expect(page.getByRole('heading', { level: 1, name: 'Calls to Kontur' })).toBeVisible()
  const states = page.getByRole('region', { name: 'How your banks answer' })
  await expect(states.getByText('Answering')).toBeVisible()
  await expect(states.getByText(/\d+ calls in 7 days, none failed · usually \d+[.,]\d s/)).toBeVisible()
  const calls = page.getByRole('region', { name: 'Calls', exact: true }).locator('.calls > li')
  await expect(calls.filter({ hasText: 'Read booked rows' }).first()).toContainText('first reading')
  const asked = calls.filter({ hasText: 'Asked for its approval page' })
  const older = page.getByRole('link', { name: 'Older calls' })
  // The first calls of all are on the last page.
  while ((await older.count()) > 0) {
    const newest = await calls.first().textContent()
    await older.click()
    await expect(calls.first()).not.toHaveText(newest ?? '')
  }
  await expect(asked.last()).toContainText('connecting, you were there')
  await expect(calls.filter({ hasText: 'Took up the approval' }).last()).toContainText('Answered')
})

test('a call that failed says so in words beside the bank’s code, and can be found among the others', async ({ page, request }) => {
  const body = { code: 400, message: 'Failed', error: 'ASPSP_ERROR', detail: null }
  const fault = { operation: 'GET /accounts/{id}/balances', times: 1, effect: { kind: 'error', status: 400, body } }
  const added = await request.post(`${simulatorUrl}/simulator/faults`, { data: fault })
  expect(added.ok()).toBe(true)
  await page.goto('/banks')
  await page.getByRole('link', { name: 'Kontur' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Kontur' })).toBeVisible()
  await page.getByRole('button', { name: 'Read now' }).click()
  await expect(page).toHaveURL(/\/progress/)
  await waitUntilRead(page)
  await openHealthOf(page, 'Kontur')
  await page.getByRole('link', { name: 'Only failed' }).click()
  const failed = page.getByRole('region', { name: 'Calls', exact: true }).locator('.calls > li')
  await expect(failed.first()).toContainText('ASPSP_ERROR')
  await expect(failed.getByText('Answered')).toHaveCount(0)
})

test('the diagnostics file names the bank and nobody', async ({ page }) => {
  await openHealthOf(page, 'Kontur')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the file' }).click()])
  expect(download.suggestedFilename()).toMatch(/^saldo-diagnostics-\d{4}-\d\d-\d\d\.json$/)
  const text = fs.readFileSync(await download.path(), 'utf8')
  expect(JSON.parse(text)).toMatchObject({ format: 'saldo-diagnostics', accesses: [{ bank: 'Kontur' }] })
  for (const name of [OWNER.name, OWNER.email, 'Virtanen']) expect(text).not.toContain(name)
  expect(text).not.toMatch(/FI\d{16}/)
})

test('kept answers read again make no difference where nothing became better, and the days they are kept can be changed', async ({
  page,
}) => {
  await page.goto('/settings')
  await page.getByRole('link', { name: /What banks sent/ }).click()
  await page
    .getByRole('button', { name: /^Look for differences/ })
    .first()
    .click()
  await expect(page.getByText('Nothing would be different.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Make it so' })).toHaveCount(0)
  const days = page.getByRole('textbox', { name: 'Days' })
  await days.fill('6')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Choose a number between 7 and 400.')).toBeVisible()
  await days.fill('120')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('It holds from the next daily clearing.')).toBeVisible()
  await page.reload()
  await expect(days).toHaveValue('120')
})

for (const width of [1280, 390]) {
  test(`a row that was misread is shown with what would be different, and mended on a word, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
    const row = await misreadOne()
    await page.goto('/settings/bank-answers')
    const account = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: row.account, exact: true }) })
    await account.getByRole('button', { name: /^Look for differences/ }).click()
    await expect(account.getByText('1 row read differently')).toBeVisible()
    await expect(account.getByRole('deletion').filter({ hasText: 'Misread' })).toBeVisible()
    await expect(account.getByRole('insertion').filter({ hasText: row.name }).first()).toBeVisible()
    await account.getByRole('button', { name: 'Make it so' }).click()
    await expect(account.getByText('Done. The rows are as shown.')).toBeVisible()
    await account.getByRole('button', { name: /^Look for differences/ }).click()
    await expect(account.getByText('Nothing would be different.')).toBeVisible()
  })
}

/** Leaves one row as an older Saldo could have read it. */
async function misreadOne(): Promise<{ account: string; name: string }> {
  const tables = await openSharedTables()
  try {
    const [row] = await tables.rows<{ id: string; account: string; name: string }>(
      `SELECT t.id::text, t.name, coalesce(a.custom_name, a.bank_name) AS account
         FROM transaction t JOIN account a ON a.household_id = t.household_id AND a.id = t.account_id
         JOIN account_access x ON x.household_id = a.household_id AND x.account_id = a.id AND x.holder
         JOIN member m ON m.household_id = x.household_id AND m.id = x.member_id AND m.user_id IS NOT NULL
        WHERE a.bank_name = 'Dollars' AND t.status = 'BOOK' AND t.name <> '' ORDER BY t.effective_date DESC, t.id LIMIT 1`,
    )
    if (!row) throw new Error('there is no booked row in dollars')
    await tables.rows(`UPDATE transaction SET name = 'Misread', facts_hash = 'old' WHERE id = $1`, [row.id])
    return row
  } finally {
    await tables.close()
  }
}

async function openHealthOf(page: Page, bank: string): Promise<void> {
  await page.goto('/banks')
  await page.getByRole('link', { name: bank }).click()
  await page.getByRole('link', { name: 'Every call' }).click()
  await expect(page).toHaveURL(/\/health$/)
}
