import { expect } from '@playwright/test'
import { waitUntilRead } from './support/demo'
import { test } from './support/saldo-test'

test('every access says whose it is, where it stands and until when', async ({ page }) => {
  await page.goto('/banks')
  const working = page.getByRole('region', { name: 'Working' })
  await expect(working.getByRole('link', { name: 'Saaristo Bank' })).toHaveCount(2)
  await expect(working.getByRole('link', { name: 'Kontur' })).toBeVisible()
  await expect(working.getByRole('link', { name: 'Norrskenbanken' })).toBeVisible()
  await expect(working.getByText('Up to date')).toHaveCount(4)
  await expect(working.getByText('Access until')).toHaveCount(4)
  await expect(working.getByText(/^Your access · \d+ accounts$/)).toHaveCount(2)
  await expect(working.getByText(/^Elias · \d+ accounts?$/)).toHaveCount(2)
})

test('a bank can be read at once, followed, and found in the history', async ({ page }) => {
  await page.goto('/banks')
  await page.getByRole('link', { name: 'Kontur' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Kontur' })).toBeVisible()
  await page.getByRole('button', { name: 'Read now' }).click()
  await expect(page).toHaveURL(/\/progress\?after=/)
  await waitUntilRead(page)
  await expect(page.getByText('Your accounts are read.')).toBeVisible()
  await page.getByText('Back to banks').click()
  await page.getByRole('link', { name: 'All events' }).click()
  await expect(page.getByText('You read it').first()).toBeVisible()
  await expect(page.getByText('nothing new').first()).toBeVisible()
})

test('ending an access asks first', async ({ page }) => {
  await page.goto('/banks')
  await page.getByRole('button', { name: 'More for Kontur' }).click()
  await page.getByRole('menuitem', { name: 'Disconnect' }).click()
  const question = page.getByRole('dialog', { name: 'Disconnect Kontur?' })
  await expect(question.getByText('Accounts and their history stay here.')).toBeVisible()
  await question.getByRole('button', { name: 'Keep it connected' }).click()
  await expect(question).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Working' }).getByRole('link', { name: 'Kontur' })).toBeVisible()
})

test('the list of banks is searched by name, by BIC and by group, without asking anybody', async ({ page }) => {
  await page.goto('/banks/connect?country=FI')
  const search = page.getByRole('searchbox', { name: 'Your bank' })
  await expect(page.getByText(/\d+ of \d+ banks in Finland/)).toBeVisible()
  const asked: string[] = []
  // The links of the shell may still be fetched ahead; that is not the search asking.
  page.on('request', (request) => new URL(request.url()).searchParams.has('_rsc') || asked.push(request.url()))
  await search.fill('SAARI')
  await expect(page.getByRole('radio')).toHaveCount(1)
  await expect(page.getByRole('radio', { name: 'Saaristo Bank' })).toBeVisible()
  await search.fill('no bank is called so')
  await expect(page.getByText('No bank matches')).toBeVisible()
  await search.fill('')
  await expect(page.getByRole('radio')).not.toHaveCount(1)
  expect(asked).toEqual([])
})

test('on a phone the review is a step of its own that the way back leaves', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/banks/connect?country=FI')
  await page.getByRole('searchbox', { name: 'Your bank' }).fill('saar')
  await page.getByRole('radio', { name: 'Saaristo Bank' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: 'What Saaristo Bank will show' })).toBeFocused()
  await expect(page.getByText('No payments')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Go to Saaristo Bank' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('button', { name: 'Continue' })).toBeVisible()
})
