import { expect } from '@playwright/test'
import { OWNER } from './support/people'
import { test } from './support/saldo-test'
import { signIn } from './support/set-up'

// A login of its own: a proof that another test gave a moment ago would count here too.
test.use({ signedIn: false })

test('a payee is added after a proof that it is still this person, and kept private and removed under the same one', async ({ page }) => {
  const proof = page.getByRole('dialog', { name: 'Please confirm that it is you' })
  await signIn(page, OWNER)
  await expect(page).not.toHaveURL(/sign-in/)
  await page.goto('/payments/payees')
  await page.getByRole('button', { name: 'Add a payee' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Lumi Oy')
  await page.getByLabel('Account number', { exact: true }).fill('FI14 1009 3000 1234 58')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await proof.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const row = page.getByRole('listitem').filter({ hasText: 'Lumi Oy' })
  await expect(row).toContainText('Shared')
  await row.getByRole('button', { name: 'More for Lumi Oy' }).click()
  await page.getByRole('menuitem', { name: 'Keep to yourself' }).click()
  await expect(row).toContainText('Only you')
  await row.getByRole('button', { name: 'More for Lumi Oy' }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(row).toHaveCount(0)
})
