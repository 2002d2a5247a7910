import AxeBuilder from '@axe-core/playwright'
import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test'
import { generateSync } from 'otplib'
import { test } from './support/saldo-test'
import { OWNER } from './support/people'
import { signIn, signInAfresh } from './support/set-up'

const WIDTHS = [1280, 390] as const
const STEP_MS = 30_000

test('a passkey is made, confirms what needs a proof with one press, signs in, and is taken away', async ({ page, newBrowser }) => {
  test.setTimeout(180_000)
  const leo = { name: 'Leo', email: 'leo@example.org', password: 'copper meadow ticket rain' }
  const context = await newBrowser()
  const his = await join(context, { link: await invite(page, leo.name), ...leo })
  const keys = await addAuthenticator(context, his)

  await his.goto('/settings/security')
  await his.getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = his.getByRole('dialog', { name: 'Please confirm that it is you' })
  await dialog.getByLabel('Password', { exact: true }).fill('not my password')
  await dialog.getByRole('button', { name: 'Confirm' }).click()
  await expect(dialog.getByText('This is not your current password.')).toBeVisible()
  await dialog.getByLabel('Password', { exact: true }).fill(leo.password)
  await his.keyboard.press('Enter')
  await expect(his.getByText('The passkey is ready.')).toBeVisible()
  await expect(his.getByRole('button', { name: /^Actions for Chrome/ })).toBeVisible()

  await signInAfresh(his, leo)
  await his.goto('/settings/security')
  await his.getByRole('button', { name: 'Set up an app' }).click()
  await expect(dialog.getByLabel('Password', { exact: true })).toHaveCount(0)
  await expectSound(his, dialog)
  await dialog.getByRole('button', { name: 'Use your passkey' }).click()
  const enrol = his.getByRole('dialog', { name: 'Set up an authenticator app' })
  await expect(enrol.getByRole('img', { name: /^QR code/ })).toBeVisible()
  await expectSound(his, enrol)
  await his.keyboard.press('Escape')

  await signOut(his)
  await his.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(his.getByRole('navigation', { name: 'Main', exact: true })).toBeVisible()

  await his.goto('/settings/security')
  await his.getByRole('button', { name: /^Actions for Chrome/ }).click()
  await his.getByRole('menuitem', { name: 'Remove' }).click()
  await expect(his.getByText('It is your last passkey.')).toBeVisible()
  await his.getByRole('button', { name: 'Remove', exact: true }).click()
  await dialog.getByRole('button', { name: 'Use your passkey' }).click()
  // Behind a dialog nothing can be reached, and so nothing is found either.
  await expect(his.getByRole('dialog')).toHaveCount(0)
  await expect(his.getByRole('button', { name: 'Add a passkey' })).toBeVisible()
  await expect(his.getByRole('button', { name: /^Actions for Chrome/ })).toHaveCount(0)
  await signOut(his)
  await his.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(his.getByText('Saldo does not know this passkey')).toBeVisible()
  await keys.send('WebAuthn.disable')
  await remove(page, leo.name)
})

test('an authenticator app is set up, asked for at the sign-in and at a proof, and each code works once', async ({ page, newBrowser }) => {
  test.setTimeout(240_000)
  const mia = { name: 'Mia', email: 'mia@example.org', password: 'velvet otter window three' }
  const context = await newBrowser()
  const hers = await join(context, { link: await invite(page, mia.name), ...mia })
  const dialog = hers.getByRole('dialog', { name: 'Please confirm that it is you' })

  await hers.goto('/settings/security')
  await hers.getByRole('button', { name: 'Set up an app' }).click()
  await dialog.getByLabel('Password', { exact: true }).fill(mia.password)
  await hers.keyboard.press('Enter')
  const enrol = hers.getByRole('dialog', { name: 'Set up an authenticator app' })
  const secret = (await enrol.locator('.rawbox').innerText()).replace(/\s/g, '')
  const first = codeOf(secret)
  await enrol.getByLabel('Code from the app').fill(`${first.slice(0, 3)} ${first.slice(3)}`)
  await hers.keyboard.press('Enter')
  await expect(hers.getByText('Set up', { exact: true })).toBeVisible()

  await signOut(hers)
  await signIn(hers, mia)
  await expect(hers.getByLabel('Code from your authenticator app')).toBeFocused()
  await hers.getByLabel('Code from your authenticator app').fill(first)
  await hers.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(hers.getByText('This code does not match.')).toBeVisible()
  const second = await nextCode(secret, first)
  await hers.getByLabel('Code from your authenticator app').fill(second)
  await hers.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(hers.getByRole('navigation', { name: 'Main', exact: true })).toBeVisible()

  await hers.goto('/settings/security')
  await hers.getByRole('button', { name: 'Remove', exact: true }).click()
  await hers.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expectSound(hers, dialog)
  await dialog.getByLabel('Code from the app').fill(second)
  await hers.keyboard.press('Enter')
  await expect(dialog.getByText('This code does not match.')).toBeVisible()
  await dialog.getByLabel('Code from the app').fill(await nextCode(secret, second))
  await hers.keyboard.press('Enter')
  await expect(hers.getByRole('button', { name: 'Set up an app' })).toBeVisible()
  await remove(page, mia.name)
})

test('an owner sets the rules for paying after a proof', async ({ page, newBrowser }) => {
  test.setTimeout(120_000)
  const noa = { name: 'Noa', email: 'noa@example.org', password: 'harbour pencil sunday moss' }
  const context = await newBrowser()
  await signInAfresh(page, OWNER)
  await page.goto('/household')
  await expect(page.getByText('A second person’s approval needs another owner or adult')).toBeVisible()
  const theirs = await join(context, { link: await invite(page, noa.name), ...noa })

  await page.goto('/household')
  await page.getByRole('button', { name: 'Change the limits of Noa' }).click()
  const limits = page.getByRole('dialog', { name: 'Limits of Noa' })
  await limits.getByLabel('Most at once').fill('250,00')
  await limits.getByLabel('Most in any 24 hours').fill('a lot')
  await page.keyboard.press('Enter')
  await expect(limits.getByText('Write an amount such as')).toBeVisible()
  await limits.getByLabel('Most in any 24 hours').fill('1 000')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Please confirm that it is you' })
  await dialog.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText(/250,00\s€ at once, 1\s000,00\s€ in any 24 hours/)).toBeVisible()

  await page.getByLabel(/^A second person approves above/).fill('500')
  await page.getByRole('button', { name: 'Save the rules' }).click()
  await expect(page.getByText('Saved. It holds from the next payment.')).toBeVisible()
  await theirs.goto('/household')
  await expect(theirs.getByText(/more than 500,00\s€ wait/)).toBeVisible()
  await expect(theirs.getByRole('button', { name: /^Change the limits/ })).toHaveCount(0)

  await page.goto('/household')
  await page.getByLabel(/^A second person approves above/).fill('')
  await page.getByRole('button', { name: 'Save the rules' }).click()
  await expect(page.getByText('Saved. It holds from the next payment.')).toBeVisible()
  await remove(page, noa.name)
})

/** A device with a finger on it, as Chromium offers one to tests. */
async function addAuthenticator(context: BrowserContext, page: Page) {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  return session
}

async function invite(page: Page, label: string): Promise<string> {
  await page.goto('/household')
  await page.getByLabel('For whom').fill(label)
  await page.getByRole('button', { name: 'Make an invitation link' }).click()
  return page.getByRole('status').locator('.rawbox').innerText()
}

type Newcomer = { link: string; name: string; email: string; password: string }

async function join(context: BrowserContext, { link, name, email, password }: Newcomer): Promise<Page> {
  const page = await context.newPage()
  await page.goto(link)
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Join the household' }).click()
  await expect(page.getByRole('navigation', { name: 'Main', exact: true })).toBeVisible()
  return page
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/settings')
  await page.getByRole('main').getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
}

async function remove(page: Page, name: string): Promise<void> {
  await page.goto('/household')
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Remove from the household' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByRole('button', { name: `Actions for ${name}` })).toHaveCount(0)
}

function codeOf(secret: string): string {
  return generateSync({ secret, epoch: Math.floor(Date.now() / 1_000) })
}

/** The next step's code counts a little early, so a code that is used up needs no waiting for the clock. */
async function nextCode(secret: string, used: string): Promise<string> {
  const next = () => generateSync({ secret, epoch: Math.floor((Date.now() + STEP_MS) / 1_000) })
  await expect.poll(next, { timeout: 2 * STEP_MS }).not.toBe(used)
  return next()
}

/** Axe at both widths and in both themes. */
async function expectSound(page: Page, dialog: Locator): Promise<void> {
  const size = page.viewportSize()
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 })
    await expect(dialog).toBeVisible()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const { violations } = await new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]').setLegacyMode(true).analyze()
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`),
        `${width} ${colorScheme}`,
      ).toEqual([])
    }
  }
  if (size) await page.setViewportSize(size)
}
