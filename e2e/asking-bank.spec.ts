import { expect, test, type Locator, type Page } from '@playwright/test'
import { listFindingsHere } from './support/axe'
import { answerPayment, listTrueOrders, spoilNextPayment } from './support/pay-bank'
import { confirmPayment, fillPayment, proveWhenAsked } from './support/pay-form'
import { startPaying, type PayBank, type PayInstance } from './support/pay-instance'
import { OWNER, type Person } from './support/people'
import { askSecondPerson, joinHousehold } from './support/second-person'
import { expectQuiet } from './support/watch'

/** Paying at a bank that wants to know who comes before it makes a page; one household, one step after another. */
test.describe.configure({ mode: 'serial' })

const ASKED = { 'User ID': 'kadri.tamm', 'One-time code': '482913' }
const BANK: PayBank = { country: 'EE', name: 'Pärnapank', person: 'Kadri Tamm', asked: ASKED }
const FROM = 'Current account'
const KAISA: Person = { name: 'Kaisa', email: 'kaisa@example.org', password: 'quiet lantern pickle sky' }
const PAYEE = { to: 'Valo Energia', account: 'FI5542345670000081', message: 'Thanks' }
const REFUSED = 'The bank does not accept what you typed. Check it and try again.'

let place: PayInstance
let page: Page

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000)
  place = await startPaying(browser, BANK)
  page = place.page
})

test.afterEach(() => place.watches.forEach(expectQuiet))

test.afterAll(async () => place?.stop())

test('the fields are asked for with the payment, and again when a lost answer is sent again', async () => {
  test.setTimeout(120_000)
  await page.setViewportSize({ width: 390, height: 844 })
  await fillPayment(page, FROM, { ...PAYEE, amount: '28,46' })
  await page.getByRole('button', { name: 'Check the payment' }).click()
  const confirm = page.getByRole('button', { name: /^Confirm and go to/ })
  await confirm.click()
  await expect(page.getByText('The bank needs this.')).toHaveCount(2)
  await expect(page.getByLabel('User ID')).toBeFocused()
  await fillAsked(page, { ...ASKED, 'User ID': 'nobody.here' })
  await confirm.click()
  await proveWhenAsked(page, OWNER.password)
  await expect(page.getByText(REFUSED)).toBeVisible()
  expect(await listFindingsHere(page, 'the page of words with what the bank asks for')).toEqual([])

  await spoilNextPayment(place.instance.simulatorUrl, { kind: 'reset', when: 'after' })
  await fillAsked(page, ASKED)
  await confirm.click()
  await expect(verdict(page)).toContainText('We don’t know yet')
  await page.getByRole('button', { name: 'Send it again' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('User ID').fill('Kadri')
  await sheet.getByLabel('User ID').press('Enter')
  await expect(sheet.getByText('That does not look as the bank expects it.')).toBeVisible()
  await expect(sheet.getByText('The bank needs this.')).toBeVisible()
  expect(await listFindingsHere(page, 'what the bank asks for before it is sent again')).toEqual([])
  await sendFrom(sheet, ASKED)
  await answerPayment(page, { person: BANK.person, answer: 'Approve' })
  await expect(verdict(page)).toContainText(/Accepted|Executed/)
  expect((await listTrueOrders(place.instance.simulatorUrl)).map(({ decision }) => decision)).toEqual([null, 'approved'])
})

test('one that a second person approved is sent from its page by its maker, who is asked then', async () => {
  test.setTimeout(150_000)
  await page.setViewportSize({ width: 1280, height: 900 })
  const kaisa = await joinHousehold(place, KAISA)
  await askSecondPerson(page, { above: '200', owner: OWNER })
  await fillPayment(page, FROM, { ...PAYEE, to: 'Sofa Shop', amount: '640,00' })
  await confirmPayment(page, OWNER, 'Confirm and ask for approval')
  await expect(verdict(page)).toContainText('Waits for Kaisa’s approval')
  const payment = new URL(page.url()).pathname
  await kaisa.goto(payment)
  await kaisa.getByRole('button', { name: 'Approve', exact: true }).click()
  await proveWhenAsked(kaisa, KAISA.password)
  await expect(kaisa.getByRole('button', { name: 'Approve', exact: true })).toHaveCount(0)

  await page.goto(payment)
  await page.getByRole('button', { name: `Go to ${BANK.name}` }).click()
  const sheet = page.getByRole('dialog', { name: `Before you go to ${BANK.name}` })
  await expect(sheet.getByLabel('User ID')).toBeFocused()
  await sendFrom(sheet, { ...ASKED, 'User ID': 'nobody.here' })
  await expect(sheet.getByText(REFUSED)).toBeVisible()
  expect(await listFindingsHere(page, 'what the bank asks for before it is sent')).toEqual([])
  await sendFrom(sheet, ASKED)
  await answerPayment(page, { person: BANK.person, answer: 'Approve' })
  await expect(verdict(page)).toContainText(/Accepted|Executed/)
  expect((await listTrueOrders(place.instance.simulatorUrl)).map(({ decision }) => decision)).toEqual([null, 'approved', 'approved'])
})

/** Sent with Enter, as somebody who types does. */
async function sendFrom(sheet: Locator, asked: Readonly<Record<string, string>>): Promise<void> {
  await fillAsked(sheet, asked)
  await sheet.getByLabel('One-time code').press('Enter')
}

async function fillAsked(where: Page | Locator, asked: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(asked)) await where.getByLabel(label).fill(text)
}

/** What the page says about the payment. */
function verdict(where: Page) {
  return where.locator('.verdict')
}
