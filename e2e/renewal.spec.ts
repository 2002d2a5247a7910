import { expect, test, type BrowserContext, type Page } from '@playwright/test'
import type { OwnerConnection } from '@/lib/database/owner'
import { approveAtBank, declineAtBank } from './support/bank-pages'
import { countClicks } from './support/count-clicks'
import { waitUntilRead } from './support/demo'
import { openTables } from './support/doors/owner'
import { setupLinkIn, startInstance, type Instance } from './support/instance'
import { FINNISH_BROWSER, OWNER } from './support/people'
import { setUpHousehold } from './support/set-up'
import { readCountedBalances, readTotal, sum } from './support/sums'
import { expectQuiet, watchContext, type Watch } from './support/watch'

/** Approving again, before and after the time is over: one person, one browser, one step after another. */
test.describe.configure({ mode: 'serial' })

const AINO = { person: 'Aino Virtanen' }

let instance: Instance
let context: BrowserContext
let page: Page
let watch: Watch
let tables: OwnerConnection

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000)
  instance = await startInstance()
  context = await browser.newContext({ ...FINNISH_BROWSER, baseURL: instance.appUrl })
  watch = await watchContext(context, [instance.appUrl, instance.simulatorUrl])
  page = await context.newPage()
  await setUpHousehold(page, setupLinkIn(instance.output()), OWNER)
  await connect('FI', 'Saaristo Bank', AINO)
  tables = await openTables(instance.dataDir)
})

test.afterEach(() => expectQuiet(watch))

test.afterAll(async () => {
  await tables?.close()
  await context?.close()
  await instance?.stop()
})

test('a week before the end it takes two clicks beside the bank’s own pages, and brings the same accounts and rows', async () => {
  await endsIn('Saaristo Bank', '6 days 1 hour')
  await page.goto('/')
  const before = await readBooks()
  const clicks = await countClicks(context, { page, origin: instance.appUrl })

  await page.getByRole('link', { name: /Saaristo Bank access ends in 6 days/ }).click()
  await expect(page.getByRole('heading', { name: 'Approve Saaristo Bank again' })).toBeVisible()
  await expect(page.getByText(/The access you have works until/)).toBeVisible()
  await page.getByRole('button', { name: 'Go to Saaristo Bank' }).click()
  await page.waitForURL(`${instance.simulatorUrl}/**`)
  await approveAtBank(page, AINO)

  await expect(page.getByRole('heading', { name: 'Saaristo Bank is approved again' })).toBeVisible()
  expect(clicks()).toBeLessThanOrEqual(2)
  await waitUntilRead(page)
  const after = await readBooks()
  expect(after.accounts).toEqual(before.accounts)
  expect(after.rows).toEqual(expect.arrayContaining(before.rows))
  expect(new Set(after.rows).size).toBe(after.rows.length)

  await page.goto('/')
  await expect(page.getByText(/access ends in/)).toHaveCount(0)
  await page.goto('/banks')
  await expect(page.getByRole('link', { name: 'Saaristo Bank' })).toHaveCount(1)
  await expect(page.getByText('Days left')).toBeVisible()
})

test('old links to the access lead to the new one, and the calendar can be told', async () => {
  const [old] = await tables.rows<{ id: string }>(`SELECT id::text FROM bank_session WHERE superseded_at IS NOT NULL`)
  await page.goto(`/banks/${old!.id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Saaristo Bank' })).toBeVisible()
  expect(page.url()).not.toContain(old!.id)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Put the last day into your calendar' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('saldo-approve-again.ics')
})

test('declining at the bank changes nothing, and trying again is one press away', async () => {
  await endsIn('Saaristo Bank', '20 hours')
  await page.goto('/')
  await page.getByRole('link', { name: /Saaristo Bank access ends within a day/ }).click()
  await page.getByRole('button', { name: 'Go to Saaristo Bank' }).click()
  await page.waitForURL(`${instance.simulatorUrl}/**`)
  await declineAtBank(page, AINO)
  await expect(page.getByRole('heading', { name: 'You declined at Saaristo Bank' })).toBeVisible()
  await expect(page.getByText('What you had is as it was')).toBeVisible()
  await page.goto('/banks')
  await page.getByRole('button', { name: 'More for Saaristo Bank' }).click()
  await page.getByRole('menuitem', { name: 'Read now' }).click()
  await expect(page).toHaveURL(/\/progress\?after=/)
  await waitUntilRead(page)
  await page.goBack()
})

test('after the end it takes two clicks as well, and an account left out at the bank is asked about once', async () => {
  await endsIn('Saaristo Bank', '-1 hour')
  await page.goto('/')
  const clicks = await countClicks(context, { page, origin: instance.appUrl })
  await page.getByRole('link', { name: /Saaristo Bank access has ended/ }).click()
  await expect(page.getByText('The old access has ended')).toBeVisible()
  await page.getByRole('button', { name: 'Go to Saaristo Bank' }).click()
  await page.waitForURL(`${instance.simulatorUrl}/**`)
  await approveAtBank(page, { ...AINO, without: 'Säästötili' })
  await expect(page.getByRole('heading', { name: 'Saaristo Bank is approved again' })).toBeVisible()
  expect(clicks()).toBeLessThanOrEqual(2)
  await waitUntilRead(page)

  await page.goto('/')
  const withIt = await readTotal(page)
  await page.getByRole('link', { name: /no longer shared by Saaristo Bank/ }).click()
  await expect(page.getByText('Shall it go on counting in your totals?')).toBeVisible()
  await page.getByRole('button', { name: 'Leave it out of my totals' }).click()
  await expect(page.getByText('It is left out of your totals.')).toBeVisible()
  await page.goto('/')
  await expect(page.getByText(/no longer shared by/)).toHaveCount(0)
  const without = await readTotal(page)
  expect(without).not.toBe(withIt)
  expect(sum(await readCountedBalances(page))).toBe(without)
})

test('an account the bank shares again simply goes on', async () => {
  await page.goto('/banks')
  await page.getByRole('link', { name: 'Saaristo Bank' }).click()
  await expect(page.getByText(/No longer shared by the bank since/)).toBeVisible()
  await page.goto(`${page.url()}/renew`)
  await page.getByRole('button', { name: 'Go to Saaristo Bank' }).click()
  await page.waitForURL(`${instance.simulatorUrl}/**`)
  await approveAtBank(page, AINO)
  await waitUntilRead(page)
  await page.goto('/')
  expect(sum(await readCountedBalances(page))).toBe(await readTotal(page))
  await page.goto('/banks')
  await page.getByRole('link', { name: 'Saaristo Bank' }).click()
  await expect(page.getByText(/No longer shared by the bank since/)).toHaveCount(0)
})

test('a bank that ends the old access with the new approval is renewed without a word about it', async () => {
  const astrid = { person: 'Astrid Berglund' }
  await connect('SE', 'Skärgårdskassan', astrid)
  await endsIn('Skärgårdskassan', '3 days 1 hour')
  await page.goto('/')
  await page.getByRole('link', { name: /Skärgårdskassan access ends in 3 days/ }).click()
  await page.getByRole('button', { name: 'Go to Skärgårdskassan' }).click()
  await page.waitForURL(`${instance.simulatorUrl}/**`)
  await approveAtBank(page, astrid)
  await waitUntilRead(page)
  await page.goto('/banks')
  await expect(page.getByRole('link', { name: 'Skärgårdskassan' })).toHaveCount(1)
  await expect(page.getByRole('region', { name: 'Needs you' })).toHaveCount(0)
})

async function connect(country: string, bank: string, visit: { person: string }): Promise<void> {
  await page.goto(`/banks/connect?country=${country}`)
  await page.getByLabel('Your bank').fill(bank)
  await page.getByRole('radio', { name: bank }).click()
  await page.getByRole('button', { name: `Go to ${bank}` }).click()
  await page.waitForURL(`${instance.simulatorUrl}/**`)
  await approveAtBank(page, visit)
  await expect(async () => {
    // The button is drawn before its script is there: on a busy machine the first click may find nobody listening.
    await page.getByRole('button', { name: /^Keep \d+ accounts?$/ }).click({ timeout: 2_000 })
    await expect(page).toHaveURL(/\/progress/, { timeout: 15_000 })
  }).toPass({ timeout: 60_000 })
  await waitUntilRead(page)
}

/** Moves the end of the newest access, as if it had been given earlier: the bank knows nothing of it. */
async function endsIn(bank: string, interval: string): Promise<void> {
  await tables.rows(
    `UPDATE bank_session SET valid_until = now() + $2::interval, authorized_at = now() - interval '170 days'
      WHERE aspsp_name = $1 AND status = 'authorized' AND superseded_at IS NULL`,
    [bank, interval],
  )
}

async function readBooks(): Promise<{ accounts: string[]; rows: string[] }> {
  const answer = await page.request.get('/api/export')
  const { accounts, transactions } = (await answer.json()) as Record<'accounts' | 'transactions', { id: string }[]>
  return { accounts: accounts.map(({ id }) => id), rows: transactions.map(({ id }) => id) }
}
