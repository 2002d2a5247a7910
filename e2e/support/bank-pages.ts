import { expect, type Page } from '@playwright/test'

/** What a person does on the pages of the simulated bank. */
export type Visit = { readonly person: string; /** Leaves out accounts whose line holds this text. */ readonly without?: string }

/** Signs in, goes on with the accounts as they are ticked, and approves; the bank sends the browser back. */
export async function approveAtBank(page: Page, { person, without }: Visit): Promise<void> {
  await signInAtBank(page, person)
  await expect(page.getByRole('heading', { name: 'Choose accounts' })).toBeVisible()
  if (without) await page.getByRole('checkbox', { name: without }).uncheck()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: 'Approve access' })).toBeVisible()
  await page.getByRole('button', { name: 'Approve' }).click()
}

export async function declineAtBank(page: Page, { person }: Visit): Promise<void> {
  await signInAtBank(page, person)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: 'Decline' }).click()
}

export async function cancelAtBank(page: Page): Promise<void> {
  await expect(page.getByText('nothing here is real')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel' }).click()
}

async function signInAtBank(page: Page, person: string): Promise<void> {
  await expect(page.getByText('nothing here is real')).toBeVisible()
  const signIn = page.getByRole('button', { name: 'Sign in' })
  // A bank that was told who comes does not ask.
  if ((await signIn.count()) === 0) return
  await page.getByRole('radio', { name: person }).check()
  await signIn.click()
}
