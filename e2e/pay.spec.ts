import { expect, type Locator, type Page } from '@playwright/test'
import { addDays } from '@/lib/core/iso-date'
import { analyze } from './support/axe'
import { answerPayment, listTrueOrders, spoilNextPayment } from './support/pay-bank'
import { OWNER } from './support/people'
import { confirmPayment, countedHand, fillPayee, goToCheck, openPayForm, proveWithPassword, STRANGERS } from './support/pay-wizard'
import { simulatorUrl, test } from './support/saldo-test'
import { signIn, signInAfresh } from './support/set-up'
import { todayHere } from './support/today'

const WIDTHS = [1280, 390] as const
/** Of a payee no other test pays. */
const UNPAID = 'ES91 2100 0418 4502 0005 1332'
const [FIRST = '', , THIRD = '', FOURTH = '', FIFTH = ''] = STRANGERS

for (const width of WIDTHS) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: width === 390 ? 844 : 900 } })

    test('a payment to somebody new takes at most eleven interactions beside the bank’s pages', async ({ page }, info) => {
      await signInAfresh(page, OWNER)
      const hand = countedHand()
      await hand.click(page.getByRole('link', { name: 'Pay', exact: true }).filter({ visible: true }).first())
      await hand.fill(page.getByLabel('To', { exact: true }), `Putkityö Nieminen ${width}`)
      await hand.fill(page.getByLabel('Account number'), width === 390 ? 'FI55 4234 5670 0000 81' : 'FI14 1009 3000 1234 58')
      await expect(page.getByText('It is not on your list, nor among those paid lately.')).toBeVisible()
      await hand.fill(page.getByRole('textbox', { name: 'Amount' }), '284,60')
      await hand.fill(page.getByLabel('Reference or message'), 'RF18 5390 0754 7034')
      await expect(page.getByText('The reference number is right.')).toBeVisible()
      await hand.click(page.getByRole('button', { name: 'Check the payment' }))
      await expect(page.getByText('First time to this account.')).toBeVisible()
      await hand.click(page.getByRole('button', { name: /^Confirm and go to/ }))
      await hand.prove(page)
      await page.waitForURL(`${simulatorUrl}/**`)
      info.annotations.push({ type: 'interactions', description: `new payee, ${width} px: ${hand.count()}` })
      expect(hand.count()).toBeLessThanOrEqual(11)
      await answerPayment(page, { person: 'Aino Virtanen', answer: 'Approve' })
      await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}/)
    })

    test('to somebody known it takes at most six', async ({ page }, info) => {
      await signInAfresh(page, OWNER)
      const hand = countedHand()
      await hand.click(page.getByRole('link', { name: 'Pay', exact: true }).filter({ visible: true }).first())
      await hand.click(page.getByRole('group', { name: 'Paid before' }).getByRole('button').first())
      await expect(page.getByRole('textbox', { name: 'Amount' })).toBeFocused()
      await hand.fill(page.getByRole('textbox', { name: 'Amount' }), width === 390 ? '12,34' : '23,45')
      await hand.click(page.getByRole('button', { name: 'Check the payment' }))
      await hand.click(page.getByRole('button', { name: /^Confirm and go to/ }))
      await hand.prove(page)
      await page.waitForURL(`${simulatorUrl}/**`)
      info.annotations.push({ type: 'interactions', description: `known payee, ${width} px: ${hand.count()}` })
      expect(hand.count()).toBeLessThanOrEqual(6)
      await answerPayment(page, { person: 'Aino Virtanen', answer: 'Decline' })
      await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}/)
    })

    test('an instant payment, a standing order and five payees at once reach the bank’s page and come back', async ({ page }) => {
      test.setTimeout(120_000)
      await openPayForm(page)
      await fillPayee(page, { name: 'Maja', account: THIRD, amount: width === 390 ? '5,01' : '5,02' })
      await page.getByRole('radio', { name: 'In seconds' }).check()
      await expect(page.getByLabel('On', { exact: true })).toHaveCount(0)
      await goToCheck(page)
      await expect(page.getByText('It arrives in seconds')).toBeVisible()
      await roundTrip(page)

      await openPayForm(page)
      await fillPayee(page, { name: 'Rent', account: FOURTH, amount: width === 390 ? '700' : '701', message: 'Rent' })
      await page.getByLabel('Repeat').selectOption('MNTH')
      await page.getByLabel('First on').fill(inDays(40))
      await expect(page.getByText(/^It will leave on .*, .*, /)).toBeVisible()
      await page.getByRole('button', { name: 'Check the payment' }).click()
      await expect(page.getByText('Every month, until you end it')).toBeVisible()
      await roundTrip(page)

      await openPayForm(page)
      await page.getByRole('button', { name: 'Pay several at once' }).click()
      for (const [at, account] of STRANGERS.entries()) {
        if (at > 0) await page.getByRole('button', { name: 'Add a payee' }).click()
        await fillPayee(page, { name: `Helper ${at + 1}`, account, amount: `${at + 1},${width === 390 ? '10' : '20'}`, message: 'Thanks' })
      }
      await goToCheck(page)
      await expect(page.getByText('5 payees')).toBeVisible()
      await roundTrip(page)
    })

    test('has no axe finding on the form, its errors, and the page of words, light and dark', async ({ page }) => {
      await openPayForm(page)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await page.goto('/payments/new')
        expect(await analyze(page)).toEqual([])
        await page.getByRole('button', { name: 'Check the payment' }).click()
        await expect(page.locator('main').getByRole('alert')).toBeVisible()
        expect(await analyze(page)).toEqual([])
        await fillPayee(page, { name: 'Maja', account: THIRD, amount: '6,66' })
        await goToCheck(page)
        expect(await analyze(page)).toEqual([])
        await page.goto('/payments/payees')
        expect(await analyze(page)).toEqual([])
      }
    })
  })
}

test('can be gone on with at once after choosing an account, and nobody is asked', async ({ page }, info) => {
  await openPayForm(page)
  const asked: string[] = []
  // The app's own links are still being read ahead.
  page.on('request', (request) => request.url().includes('_rsc=') || asked.push(request.url()))
  const ms = await page.evaluate(async () => {
    const select = document.getElementById('accountId') as HTMLSelectElement
    const title = document.getElementById('after-this') as HTMLElement
    const before = title.textContent
    const start = performance.now()
    select.selectedIndex = [...select.options].findIndex(({ selected, text }) => !selected && !text.startsWith(before?.split(' ')[0] ?? ''))
    select.dispatchEvent(new Event('change', { bubbles: true }))
    while (title.textContent === before) await new Promise((resolve) => requestAnimationFrame(resolve))
    return performance.now() - start
  })
  info.annotations.push({ type: 'speed', description: `form usable ${ms.toFixed(1)} ms after the account was chosen` })
  expect(asked).toEqual([])
})

test('is filled in, checked and sent by keyboard alone', async ({ page }) => {
  await page.goto('/payments/new')
  await page.getByLabel('From').focus()
  const type = async (label: string | RegExp, text: string) => {
    await tabTo(page, page.getByLabel(label, { exact: true }).and(page.locator('input')))
    await page.keyboard.type(text)
  }
  await type('To', 'Keyboard Oy')
  await page.keyboard.press('Escape')
  await type('Account number', FIFTH)
  await type('Amount', '7,77')
  await type(/^Reference or message/, 'By keyboard')
  await page.keyboard.press('Enter')
  await expect(page.getByText('You are about to pay')).toBeVisible()
  const confirm = page.getByRole('button', { name: /^Confirm and go to/ })
  await tabTo(page, confirm)
  // It waits for what the household has to say to the payment.
  await expect(confirm).toBeEnabled()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  const gone = page.waitForURL(`${simulatorUrl}/**`)
  await Promise.race([gone, dialog.waitFor()])
  if (await dialog.isVisible()) {
    await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused()
    await page.keyboard.type(OWNER.password)
    await page.keyboard.press('Enter')
  }
  await gone
  await answerPayment(page, { person: 'Aino Virtanen', answer: 'Decline' })
})

test('names what is wrong, by field, and keeps what was typed', async ({ page }) => {
  await page.goto('/payments/new')
  await fillPayee(page, { name: 'Somebody', account: 'FI22 1234 5600 0007 85', amount: '1.500', message: 'RF19 5390 0754 7034' })
  await page.getByRole('button', { name: 'Check the payment' }).click()
  const summary = page.locator('main').getByRole('alert')
  await expect(summary).toContainText('Please mend 3 things')
  await summary.getByRole('link', { name: /Account number: A figure is wrong/ }).click()
  await expect(page.getByLabel('Account number')).toBeFocused()
  await expect(page.getByLabel('Account number')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('To', { exact: true })).toHaveValue('Somebody')
})

test('reads a payment code, an account number in any spacing, and shows the day it really leaves', async ({ page }) => {
  await page.goto('/payments/new')
  await page.getByRole('button', { name: 'Paste or scan a payment code' }).click()
  const code = ['BCD', '002', '1', 'SCT', '', 'Rautakauppa Koski', FIRST.replace(/\s/g, ''), 'EUR12.50', '', 'RF18539007547034'].join('\n')
  await page.getByLabel('Paste what you have').fill(code)
  await page.getByRole('button', { name: 'Fill in the form' }).click()
  await expect(page.getByLabel('To', { exact: true })).toHaveValue('Rautakauppa Koski')
  await expect(page.getByLabel('Account number')).toHaveValue(FIRST)
  await expect(page.getByRole('textbox', { name: 'Amount' })).toHaveValue('12,50')
  await expect(page.getByLabel('Reference or message')).toHaveValue('RF18 5390 0754 7034')
  await page.getByLabel('On', { exact: true }).fill(nextSaturday())
  await expect(page.getByText(/^Banks do not move money on a Saturday\. It will leave on Monday/)).toBeVisible()
})

test('back keeps what was typed, and a draft outlives signing out', async ({ page }) => {
  await page.goto('/payments/new')
  await fillPayee(page, { name: 'Kept Oy', account: FIRST, amount: '3,21', message: 'Not yet' })
  await expect(page.getByText('Kept as a draft')).toBeVisible()
  await expect(page).toHaveURL(/draft=/)
  await goToCheck(page)
  await page.goBack()
  await expect(page.getByRole('textbox', { name: 'Amount' })).toHaveValue('3,21')
  const draft = page.url()
  await page.goto('/')
  await page.getByRole('button', { name: 'Sign out' }).filter({ visible: true }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await signIn(page, OWNER)
  await expect(page.getByRole('navigation', { name: 'Main', exact: true })).toBeVisible()
  await page.goto(draft)
  await expect(page.getByLabel('To', { exact: true })).toHaveValue('Kept Oy')
  await expect(page.getByLabel('Account number')).toHaveValue(FIRST)
  await expect(page.getByRole('textbox', { name: 'Amount' })).toHaveValue('3,21')
})

test('says that the same was sent today, and a double click pays once', async ({ page }) => {
  const pay = async () => {
    await openPayForm(page)
    await fillPayee(page, { name: 'Twice Oy', account: FIRST, amount: '44,44', message: 'Once only' })
    await goToCheck(page)
  }
  await pay()
  await expect(page.getByText('You made one like it today.')).toHaveCount(0)
  await page.getByRole('button', { name: /^Confirm and go to/ }).dblclick()
  const dialog = page.getByRole('dialog')
  const gone = page.waitForURL(`${simulatorUrl}/**`)
  await Promise.race([gone, dialog.waitFor()])
  if (await dialog.isVisible()) await proveWithPassword(page)
  await gone
  await answerPayment(page, { person: 'Aino Virtanen', answer: 'Approve' })
  await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}/)
  await pay()
  await expect(page.getByText('You made one like it today.')).toBeVisible()
})

test('a bank’s refusal is said at the field it names, everything typed is kept, and the corrected payment is no second one', async ({
  page,
}) => {
  await openPayForm(page)
  await fillPayee(page, { name: 'Mended Oy', account: UNPAID, amount: '31,07', message: 'Öljyä' })
  await goToCheck(page)
  const loc = ['body', 'payment_request', 'credit_transfer_transaction', '0', 'remittance_information', '0']
  const detail = [{ loc, msg: 'characters that are not taken' }]
  await spoilNextPayment(simulatorUrl, { kind: 'refusal', code: 'WRONG_REQUEST_PARAMETERS', detail })
  await confirmAndStay(page)
  const message = page.getByLabel('Reference or message')
  await expect(page.getByText('did not take it. Nothing was paid.')).toBeVisible()
  await expect(message).toHaveAttribute('aria-invalid', 'true')
  await expect(message).toHaveAccessibleDescription(/The bank did not accept this\./)
  await expect(page.getByLabel('To', { exact: true })).toHaveValue('Mended Oy')
  await expect(page.getByLabel('Account number')).toHaveValue(UNPAID)
  await expect(page.getByRole('textbox', { name: 'Amount' })).toHaveValue('31,07')
  await expect(message).toHaveValue('Öljyä')

  await message.fill('Oil')
  await expect(message).not.toHaveAttribute('aria-invalid', 'true')
  await goToCheck(page)
  await expect(page.getByText('First time to this account.')).toBeVisible()
  await expect(page.getByText('You made one like it today.')).toHaveCount(0)
  await roundTrip(page)
  const made = (await listTrueOrders(simulatorUrl)).filter(({ lines }) => lines[0]?.amountText === '31.07')
  expect(made.map(({ decision }) => decision)).toEqual(['approved'])
})

/** Confirms, with the proof where it is asked for, and comes back to the form. */
async function confirmAndStay(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Confirm/ }).click()
  const dialog = page.getByRole('dialog')
  const refused = page.getByRole('button', { name: 'Check the payment' }).waitFor()
  refused.catch(() => undefined)
  await Promise.race([refused, dialog.waitFor().catch(() => undefined)])
  if (await dialog.isVisible()) await proveWithPassword(page)
  await refused
}

async function roundTrip(page: Page): Promise<void> {
  await confirmPayment(page)
  await page.waitForURL(`${simulatorUrl}/**`)
  await answerPayment(page, { person: 'Aino Virtanen', answer: 'Approve' })
  await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}/)
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 40; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

function inDays(days: number): string {
  return addDays(todayHere(), days)
}

function nextSaturday(): string {
  const ahead = (6 - new Date(inDays(0)).getUTCDay() + 7) % 7 || 7
  return inDays(ahead)
}
