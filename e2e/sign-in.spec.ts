import { expect } from '@playwright/test'
import { OWNER } from './support/people'
import { test } from './support/saldo-test'
import { signIn } from './support/set-up'

test.describe('a visitor', () => {
  test.use({ signedIn: false })

  test('is led to the way in from every page', async ({ page }) => {
    for (const place of [
      '/',
      '/accounts',
      '/transactions',
      '/banks',
      '/banks/connect',
      '/household',
      '/settings',
      '/settings/security',
      '/settings/bank-access',
      '/more',
    ]) {
      await page.goto(place)
      await expect(page).toHaveURL(/\/sign-in/)
    }
    await page.goto('/setup')
    await expect(page).toHaveURL(/\/sign-in/)
  })

  test('learns from a wrong password nothing about who has an account here', async ({ page }) => {
    const words: string[] = []
    for (const email of ['nobody@example.org', 'somebody@example.org']) {
      await signIn(page, { email, password: 'whatever it may be' })
      const refusal = page.getByRole('alert').filter({ hasText: 'That does not match' })
      await expect(refusal).toBeVisible()
      words.push(await refusal.innerText())
    }
    expect(words[0]).toBe(words[1])
  })

  test('shows and hides the password that is typed', async ({ page }) => {
    await page.goto('/sign-in')
    const password = page.getByLabel('Password', { exact: true })
    await password.fill('visible for once')
    await page.getByRole('button', { name: 'Show the password' }).click()
    await expect(password).toHaveAttribute('type', 'text')
    await page.getByRole('button', { name: 'Hide the password' }).click()
    await expect(password).toHaveAttribute('type', 'password')
  })
})

test('all other devices are signed out at once', async ({ page, newBrowser }) => {
  const other = await (await newBrowser()).newPage()
  await signIn(other, OWNER)
  await expect(other.getByRole('navigation', { name: 'Main', exact: true })).toBeVisible()

  await page.goto('/settings/security')
  await expect(page.getByText('This device')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out all others' }).click()
  await expect(page.getByRole('button', { name: 'Sign out all others' })).toHaveCount(0)

  expect((await other.request.get('/api/transactions')).status()).toBe(401)
  await other.goto('/')
  await expect(other).toHaveURL(/\/sign-in/)
  await page.reload()
  await expect(page.getByText('This device')).toBeVisible()
})

test('the colours chosen stay, and need no script to be there', async ({ page }) => {
  await page.goto('/settings')
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  expect(await (await page.request.get('/accounts')).text()).toContain('data-theme="dark"')
  await page.getByRole('radio', { name: 'As the device' }).check()
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', /./)
})

test('one’s own name is changed under You', async ({ page }) => {
  await page.goto('/settings/profile')
  await page.getByLabel('Your name').fill('Aino V.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Your name')).toHaveValue('Aino V.')
  await page.getByLabel('Your name').fill(OWNER.name)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
})
