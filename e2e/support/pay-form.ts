import { expect, type Page } from '@playwright/test'
import type { Person } from './people'

/** What a person types on the payment form. */
export type PayWish = {
  readonly to: string
  readonly account: string
  /** As written in Finland: "118,72". */
  readonly amount: string
  readonly message: string
  /** Of "Arrives"; the form's own choice when left out. */
  readonly arrives?: 'Next bank day' | 'In seconds'
}

/** A payment to one payee from an account of a bank, as far as the page that says it all in words. */
export async function fillPayment(page: Page, from: string, wish: PayWish): Promise<void> {
  await openForm(page, from)
  await fillLine(page, 0, wish)
  if (wish.arrives) await page.getByRole('radio', { name: wish.arrives }).check()
}

/** The form with an account chosen; waits until its script listens. */
export async function openForm(page: Page, from: string): Promise<void> {
  await page.goto('/payments/new')
  const account = page.getByLabel('From', { exact: true })
  const option = await account.locator('option').filter({ hasText: from }).first().getAttribute('value')
  await expect(async () => {
    await account.selectOption(option)
    await expect(page.locator('.pick .name')).toHaveText(from.split(' · ')[0]!, { timeout: 1_000 })
  }).toPass()
}

export async function fillLine(page: Page, at: number, { to, account, amount, message }: PayWish): Promise<void> {
  const field = (name: string) => page.locator(`[id="lines.${at}.${name}"]`)
  await field('name').fill(to)
  await field('account').fill(account)
  await field('amount').fill(amount)
  await field('remittance.0').fill(message)
}

/** Every week from today, on the bank day before when banks rest. */
export async function repeatWeekly(page: Page): Promise<void> {
  await page.getByLabel('Repeat').selectOption({ label: 'Every week' })
  await page.getByLabel('If banks rest that day').selectOption({ label: 'The bank day before' })
}

/** From the filled form over the page of words and the proof to whatever comes next. */
export async function confirmPayment(page: Page, { password }: Person, button: RegExp | string = /^Confirm and go to/): Promise<void> {
  await page.getByRole('button', { name: 'Check the payment' }).click()
  const confirm = page.getByRole('button', { name: button })
  await expect(confirm).toBeVisible()
  await confirm.click()
  await proveWhenAsked(page, password)
}

/** The proof counts for five minutes: asked for once in a while. */
export async function proveWhenAsked(page: Page, password: string): Promise<void> {
  const field = page.getByLabel('Password', { exact: true })
  const isAsked = await field
    .waitFor({ timeout: 4_000 })
    .then(() => true)
    .catch(() => false)
  if (!isAsked) return
  await field.fill(password)
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
}
