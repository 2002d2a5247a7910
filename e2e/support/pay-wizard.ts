import { expect, type Locator, type Page } from '@playwright/test'
import { OWNER } from './people'

/** Account numbers with right check digits that belong to nobody. */
export const STRANGERS = [
  'FI21 1234 5600 0007 85',
  'DE89 3704 0044 0532 0130 00',
  'FI42 5000 1510 0000 23',
  'NL91 ABNA 0417 1643 00',
  'BE68 5390 0754 7034',
]

/**
 * What a person does beside the bank's pages, counted: a click, a field filled, a proof given. Moving through a field that is filled
 * already, or reading, is nothing.
 */
export function countedHand() {
  let count = 0
  return {
    count: () => count,
    click: async (target: Locator) => {
      count++
      await target.click()
    },
    fill: async (target: Locator, text: string) => {
      count++
      await target.fill(text)
    },
    prove: async (page: Page) => {
      count++
      await proveWithPassword(page)
    },
  }
}

/** The proof a fresh login has: the password, sent with Enter. */
export async function proveWithPassword(page: Page): Promise<void> {
  const field = page.getByRole('dialog').getByLabel('Password', { exact: true })
  await field.fill(OWNER.password)
  await field.press('Enter')
}

/** Asks again for the proof if the last one is over five minutes old; a test before may have given it. */
export async function confirmPayment(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Confirm/ }).click()
  const dialog = page.getByRole('dialog')
  const gone = page.waitForURL((url) => !url.pathname.startsWith('/payments/new')).then(() => 'gone')
  const asked = dialog.waitFor().then(() => 'asked')
  asked.catch(() => undefined)
  if ((await Promise.race([gone, asked])) === 'asked') await proveWithPassword(page)
  await gone
}

export async function openPayForm(page: Page, account = /Saaristo Bank/): Promise<void> {
  await page.goto('/payments/new')
  const from = page.getByLabel('From')
  const label = await from.locator('option').filter({ hasText: account }).first().textContent()
  await from.selectOption({ label: label ?? '' })
}

export type Typed = { readonly name: string; readonly account: string; readonly amount: string; readonly message?: string }

export async function fillPayee(page: Page, { name, account, amount, message = '' }: Typed): Promise<void> {
  await page.getByLabel('To', { exact: true }).last().fill(name)
  await page.getByLabel('Account number').last().fill(account)
  await page.getByRole('textbox', { name: 'Amount' }).last().fill(amount)
  await page
    .getByLabel(/^(Reference or message|Message)/)
    .last()
    .fill(message)
}

export async function goToCheck(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check the payment' }).click()
  await expect(page.getByText('You are about to pay')).toBeVisible()
}
