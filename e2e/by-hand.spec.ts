import fs from 'node:fs'
import { expect, test, type Page } from '@playwright/test'
import { listFindingsHere } from './support/axe'
import { listTrueOrders } from './support/pay-bank'
import { startPaying, type PayInstance } from './support/pay-instance'
import { confirmPayment, fillPayee, STRANGERS } from './support/pay-wizard'
import { expectQuiet } from './support/watch'

/** Paying where no payment can be started: the access to the bank is over, so the person carries the order there. */
let place: PayInstance
let page: Page

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000)
  place = await startPaying(browser)
  page = place.page
  await page.goto('/banks')
  await page.getByRole('button', { name: 'More for Saaristo Bank' }).click()
  await page.getByRole('menuitem', { name: 'Disconnect' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click()
  await expect(page.getByText('You ended it. Accounts and their history stay.')).toBeVisible()
})

test.afterEach(() => place.watches.forEach(expectQuiet))

test.afterAll(async () => place?.stop())

for (const width of [1280, 390]) {
  test(`the same form ends in a code, fields to copy and a file at ${width} px`, async () => {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
    await page.goto('/payments/new')
    await expect(page.getByText('You will pay this in Saaristo Bank’s own app')).toBeVisible()
    const amount = width === 390 ? '39,00' : '12,80'
    await fillPayee(page, { name: 'Hakaniemen Kukka', account: STRANGERS[0]!, amount, message: 'RF18 5390 0754 7034' })
    await page.getByRole('button', { name: 'Check the payment' }).click()
    await expect(page.getByText('You are about to prepare')).toBeVisible()
    await confirmPayment(page)
    await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}\/by-hand$/)
    await expect(page.getByRole('img', { name: /^Payment code: .* to Hakaniemen Kukka/ })).toBeVisible()
    await expect(page.getByText('RF18 5390 0754 7034')).toBeVisible()
    expect(await listFindingsHere(page, 'by hand')).toEqual([])
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'File, version 9 (newer)' }).click()
    const file = fs.readFileSync(await (await download).path(), 'utf8')
    expect(file).toContain('urn:iso:std:iso:20022:tech:xsd:pain.001.001.09')
    expect(file).toContain(`<InstdAmt Ccy="EUR">${amount.replace(',', '.')}</InstdAmt>`)

    await page.getByRole('button', { name: 'I have paid it in my bank’s app' }).click()
    await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}$/)
    await expect(page.getByText('Hakaniemen Kukka').first()).toBeVisible()
    expect(await listTrueOrders(place.instance.simulatorUrl), 'no bank was asked to pay').toEqual([])
  })
}

test('a file of several payees is read line by line, and what is wrong is named', async () => {
  await page.goto('/payments/new')
  await page.getByRole('button', { name: 'Pay several at once' }).click()
  const rows = [
    'name;account;amount;message',
    `Aamu;${STRANGERS[0]};10,00;One`,
    `Ilta;${STRANGERS[1]};20,00;Two`,
    'Wrong;FI22 1234 5600 0007 85;30,00;Three',
  ]
  await page
    .getByLabel('Take them from a file')
    .setInputFiles({ name: 'payees.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) })
  await expect(page.getByText('2 lines were read.')).toBeVisible()
  await expect(page.getByText(/^Line 4: A figure is wrong/)).toBeVisible()
  await page.getByRole('button', { name: 'Check the payment' }).click()
  await page.getByRole('link', { name: /^Payee 3: A figure is wrong/ }).click()
  await page.keyboard.press('Control+A')
  await page.keyboard.type(STRANGERS[2]!)
  await page.getByRole('button', { name: 'Check the payment' }).click()
  await expect(page.getByText('3 payees').first()).toBeVisible()
})
