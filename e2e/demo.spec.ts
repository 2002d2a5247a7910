import { expect } from '@playwright/test'
import { fillWithDemo } from './support/demo'
import { test } from './support/saldo-test'

test('demo data goes with one click and nothing of it stays; one click brings it again', async ({ page }) => {
  test.setTimeout(120_000)
  await page.goto('/banks')
  await page.getByRole('button', { name: 'Remove demo data' }).click()
  await expect(page.getByRole('button', { name: 'Fill with demo data' })).toBeVisible()

  const { accounts, transactions, members } = (await (await page.request.get('/api/export')).json()) as Record<string, unknown[]>
  expect({ accounts, transactions }).toEqual({ accounts: [], transactions: [] })
  expect(members).toHaveLength(1)
  await page.goto('/banks')
  await expect(page.getByText('No bank is connected yet.')).toBeVisible()

  await fillWithDemo(page)
  await page.goto('/household')
  await expect(page.getByText('made up for the demo')).toBeVisible()
  await page.goto('/accounts')
  const banks = await page.locator('.ghead h3').allInnerTexts()
  expect(banks.toSorted()).toEqual(['Kontur', 'Norrskenbanken', 'Saaristo Bank'])
})

test('two years of history are there', async ({ page }) => {
  const { transactions } = (await (await page.request.get('/api/export')).json()) as { transactions: { bookingDate: string | null }[] }
  const days = transactions.flatMap(({ bookingDate }) => bookingDate ?? []).toSorted()
  const months = (Date.now() - Date.parse(days[0]!)) / (30.44 * 86_400_000)
  expect(months).toBeGreaterThan(23)
  expect(transactions.length).toBeGreaterThan(2_000)
})
