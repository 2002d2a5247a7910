import fs from 'node:fs'
import path from 'node:path'
import { expect, test, type BrowserContext, type Page } from '@playwright/test'
import { approveAtBank, cancelAtBank, declineAtBank } from './support/bank-pages'
import { countClicks } from './support/count-clicks'
import { waitUntilRead } from './support/demo'
import { setupLinkIn, startInstance, type Instance } from './support/instance'
import { getTrueBalance, listTrueAccounts, listTrueBookingDays, type LedgerAccount } from './support/ledger'
import { FINNISH_BROWSER, OWNER } from './support/people'
import { fillFirstStep, signIn } from './support/set-up'
import { readCountedBalances, readTotal, sum } from './support/sums'
import { expectQuiet, watchContext, type Watch } from './support/watch'

/** The main job from an empty folder on: one person, one browser, one step after another. */
test.describe.configure({ mode: 'serial' })

const DAY_MS = 86_400_000

let instance: Instance
let context: BrowserContext
let page: Page
let watch: Watch
let setupLink: string
let usedCallback: string

test.beforeAll(async ({ browser }) => {
  test.setTimeout(150_000)
  instance = await startInstance()
  setupLink = setupLinkIn(instance.output())
  context = await browser.newContext({ ...FINNISH_BROWSER, baseURL: instance.appUrl })
  watch = await watchContext(context, [instance.appUrl, instance.simulatorUrl])
  page = await context.newPage()
})

test.afterEach(() => expectQuiet(watch))

test.afterAll(async () => {
  await context?.close()
  await instance?.stop()
})

test.describe('setting up', () => {
  test('needs the link that was printed, also kept in the data directory', async () => {
    await page.goto('/')
    await expect(page).toHaveURL(/\/setup$/)
    await expect(page.getByRole('heading', { name: 'Set up needs its one-time link' })).toBeVisible()
    const token = fs.readFileSync(path.join(instance.dataDir, 'setup-token.txt'), 'utf8').trim()
    expect(setupLink).toBe(`${instance.appUrl}/setup?token=${token}`)
  })

  test('refuses a password anybody would guess', async () => {
    await page.goto(setupLink)
    await fillFirstStep(page, OWNER)
    for (const [password, words] of [
      ['short', 'Use at least 12 characters'],
      ['password1234', 'easy to guess'],
    ] as const) {
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Set up Saldo' }).click()
      await expect(page.getByRole('alert').getByText(words)).toBeVisible()
    }
  })

  test('makes the household and signs its owner in', async () => {
    await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
    await page.getByRole('button', { name: 'Set up Saldo' }).click()
    await expect(page.getByRole('heading', { name: `Welcome, ${OWNER.name}` })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Connect a bank' })).toBeVisible()
    const [session] = (await context.cookies()).filter(({ name }) => name.includes('session'))
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  })

  test('is closed afterwards, for the owner and for a stranger', async ({ browser }) => {
    await page.goto(setupLink)
    await expect(page).toHaveURL(`${instance.appUrl}/`)
    const stranger = await browser.newContext({ baseURL: instance.appUrl })
    const other = await stranger.newPage()
    await other.goto(setupLink)
    await expect(other).toHaveURL(/\/sign-in$/)
    await stranger.close()
  })
})

test.describe('connecting a bank', () => {
  test('takes at most nine clicks beside the bank’s own pages', async () => {
    await page.goto('/')
    const clicks = await countClicks(context, { page, origin: instance.appUrl })
    const callback = page.waitForRequest(/\/api\/banks\/callback\?/)

    await page.getByRole('link', { name: 'Connect a bank' }).click()
    await expect(page.getByLabel('Country')).toHaveValue('FI')
    await page.getByLabel('Your bank').click()
    await page.keyboard.type('saar')
    await page.getByRole('radio', { name: 'Saaristo Bank' }).click()
    await expect(page.getByRole('heading', { name: 'What Saaristo Bank will show' })).toBeVisible()
    await expect(page.getByText('Only you').first()).toBeVisible()
    await page.getByRole('button', { name: 'Go to Saaristo Bank' }).click()

    await page.waitForURL(`${instance.simulatorUrl}/**`)
    await approveAtBank(page, { person: 'Aino Virtanen' })
    usedCallback = (await callback).url()

    await expect(page.getByRole('heading', { name: 'Saaristo Bank is connected' })).toBeVisible()
    expect(new URL(page.url()).search, 'code and state stay in no history').toBe('')
    await page.getByRole('button', { name: /^Keep \d+ accounts$/ }).click()
    await expect(page).toHaveURL(/\/progress/)
    await waitUntilRead(page)
    await page.getByRole('link', { name: 'See the overview' }).click()
    await expect(page.getByRole('heading', { name: 'Accounts', exact: true })).toBeVisible()
    expect(clicks()).toBeLessThanOrEqual(9)
  })

  test('shows the bank’s own balances to the cent', async () => {
    const mine = await listReadable()
    expect(mine.map(({ currency }) => currency)).toEqual(mine.map(() => 'EUR'))
    const truth = async () => {
      const balances = await Promise.all(mine.map((account) => getTrueBalance(instance.simulatorUrl, account)))
      return balances.reduce((sum, minor) => sum + minor, 0n)
    }
    const before = await truth()
    await page.goto('/')
    const shown = await readTotal(page)
    // A booking may fall between the reading and this question.
    expect([before, await truth()]).toContain(shown)
    expect(sum(await readCountedBalances(page))).toBe(shown)
  })

  test('brings every booking of two years, once', async () => {
    const mine = await listReadable()
    const truth = (await Promise.all(mine.map((account) => listTrueBookingDays(instance.simulatorUrl, account)))).flat()
    const answer = await page.request.get('/api/export')
    const { transactions } = (await answer.json()) as { transactions: { status: string; bookingDate: string }[] }
    const days = transactions.filter(({ status }) => status === 'BOOK').map(({ bookingDate }) => bookingDate)
    const [first = ''] = days.toSorted()
    expect(Date.now() - Date.parse(first)).toBeGreaterThan(23 * 30 * DAY_MS)
    // The bank tells no older days than these.
    expect(days).toHaveLength(truth.filter((day) => day >= first).length)
  })

  test('is not done twice by the same return', async () => {
    const before = await accountsShown(page)
    await page.goto(usedCallback)
    await expect(page.getByRole('heading', { name: 'This return was used before' })).toBeVisible()
    expect(await accountsShown(page)).toEqual(before)
  })

  test('says so and changes nothing when the person cancels or declines', async () => {
    const before = await accountsShown(page)
    await goToBank(page, 'Kontur')
    await cancelAtBank(page)
    await expect(page.getByRole('heading', { name: 'You declined at Kontur' })).toBeVisible()
    await expect(page.getByText('Nothing was read')).toBeVisible()

    await page.getByRole('link', { name: 'Try again' }).click()
    await page.getByRole('button', { name: 'Go to Kontur' }).click()
    await declineAtBank(page, { person: 'Aino Virtanen' })
    await expect(page.getByRole('heading', { name: 'You declined at Kontur' })).toBeVisible()
    expect(await accountsShown(page)).toEqual(before)
  })

  test('takes back nothing that another browser brings', async ({ browser }) => {
    await goToBank(page, 'Kontur')
    const bankPage = page.url()
    const elsewhere = await browser.newContext({ ...FINNISH_BROWSER, baseURL: instance.appUrl })
    const other = await elsewhere.newPage()
    await signIn(other, OWNER)
    await expect(other.getByRole('navigation', { name: 'Main', exact: true })).toBeVisible()
    await other.goto(bankPage)
    await approveAtBank(other, { person: 'Aino Virtanen' })
    await expect(other.getByRole('heading', { name: /another browser|signed in again/ })).toBeVisible()
    await elsewhere.close()
    await page.goto('/banks')
    await expect(page.getByRole('link', { name: 'Kontur' })).toHaveCount(0)
  })

  test('tells a made-up return from a real one', async () => {
    for (const query of [
      '',
      '?state=&code=',
      `?state=${'A'.repeat(43)}&code=x`,
      `?state=${'A'.repeat(43)}&error=access_denied&error_description=<b>x</b>`,
    ]) {
      await page.goto(`/api/banks/callback${query}`)
      await expect(page.getByRole('heading', { name: 'We do not know this return' })).toBeVisible()
    }
  })

  test('asks the bank nothing new when it is read again', async () => {
    const count = async () => ((await (await page.request.get('/api/export')).json()) as { transactions: unknown[] }).transactions.length
    const before = await count()
    await page.goto('/banks')
    await page.getByRole('button', { name: 'Read now' }).click()
    await expect(page).toHaveURL(/\/progress\?after=/)
    await waitUntilRead(page)
    expect(await count()).toBe(before)
  })
})

test.describe('leaving', () => {
  test('signs out and lets nobody back in without the password', async () => {
    await page.goto('/')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page).toHaveURL(/\/sign-in$/)
    await page.goBack()
    await expect(page).toHaveURL(/\/sign-in$/)
    await signIn(page, { ...OWNER, password: 'not the right one' })
    await expect(page.getByText('That does not match')).toBeVisible()
    await signIn(page, OWNER)
    await expect(page.getByRole('heading', { name: 'Accounts', exact: true })).toBeVisible()
  })

  test('disconnects a bank and keeps what was read', async () => {
    await page.goto('/banks')
    await page.getByRole('button', { name: 'More for Saaristo Bank' }).click()
    await page.getByRole('menuitem', { name: 'Disconnect' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click()
    await expect(page.getByText('You ended it. Accounts and their history stay.')).toBeVisible()
    expect((await accountsShown(page)).length).toBeGreaterThan(0)
  })
})

async function goToBank(page: Page, bank: string): Promise<void> {
  await page.goto(`/banks/connect?country=FI`)
  await page.getByLabel('Your bank').fill(bank)
  await page.getByRole('radio', { name: bank }).click()
  await page.getByRole('button', { name: `Go to ${bank}` }).click()
  await page.waitForURL(`${instance.simulatorUrl}/**`)
}

async function accountsShown(page: Page): Promise<string[]> {
  await page.goto('/accounts')
  return page.locator('.arow').allInnerTexts()
}

/** What Aino has at the bank, without an account she closed. */
async function listReadable(): Promise<LedgerAccount[]> {
  const all = await listTrueAccounts(instance.simulatorUrl, { bank: 'Saaristo Bank', owner: 'aino.virtanen' })
  return all.filter(({ blocked }) => !blocked)
}
