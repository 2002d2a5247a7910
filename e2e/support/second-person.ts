import { expect, type Page } from '@playwright/test'
import { proveWhenAsked } from './pay-form'
import type { PayInstance } from './pay-instance'
import type { Person } from './people'

/** Invited by the owner, in a browser of their own. */
export async function joinHousehold({ page, newBrowser }: PayInstance, { name, email, password }: Person): Promise<Page> {
  await page.goto('/household')
  await page.getByLabel('For whom').fill(name)
  await page.getByRole('button', { name: 'Make an invitation link' }).click()
  const link = await page.getByRole('status').locator('.rawbox').innerText()
  const theirs = await (await newBrowser()).newPage()
  await theirs.goto(link)
  await theirs.getByLabel('Your name').fill(name)
  await theirs.getByLabel('Email').fill(email)
  await theirs.getByLabel('Password', { exact: true }).fill(password)
  await theirs.getByRole('button', { name: 'Join the household' }).click()
  await expect(theirs.getByRole('navigation', { name: 'Main', exact: true })).toBeVisible()
  return theirs
}

/** From now on payments above the sum wait for a second member. */
export async function askSecondPerson(page: Page, { above, owner }: { above: string; owner: Person }): Promise<void> {
  await page.goto('/household')
  await page.getByLabel(/^A second person approves above/).fill(above)
  await page.getByRole('button', { name: 'Save the rules' }).click()
  await proveWhenAsked(page, owner.password)
  await expect(page.getByText('Saved. It holds from the next payment.')).toBeVisible()
}
