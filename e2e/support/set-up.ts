import { expect, type Page } from '@playwright/test'
import { HOUSEHOLD_NAME, type Person } from './people'

/** Walks through the set-up page behind its one-time link. */
export async function setUpHousehold(page: Page, link: string, person: Person): Promise<void> {
  await page.goto(link)
  await fillFirstStep(page, person)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Set up Saldo' }).click()
  await expect(page.getByRole('heading', { name: `Welcome, ${person.name}` })).toBeVisible()
}

export async function fillFirstStep(page: Page, { name, email }: Person): Promise<void> {
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Household’s name').fill(HOUSEHOLD_NAME)
  await page.getByRole('button', { name: 'Continue' }).click()
}

/** A login without a fresh proof: that ends with its login session. */
export async function signInAfresh(page: Page, person: Pick<Person, 'email' | 'password'>): Promise<void> {
  await page.context().clearCookies()
  await signIn(page, person)
  await expect(page.getByRole('navigation', { name: /^Main/ })).toBeVisible()
}

export async function signIn(page: Page, { email, password }: Pick<Person, 'email' | 'password'>): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}
