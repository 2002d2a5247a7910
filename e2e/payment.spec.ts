import { expect, test, type Page } from '@playwright/test'
import { addDays, utcDay } from '@/lib/core/iso-date'
import { standingDays } from '@/lib/payments/dates/standing-days'
import { listFindingsHere } from './support/axe'
import { answerPayment, leadElsewhere, listTrueOrders, setHabit, spoilNextPayment } from './support/pay-bank'
import { confirmPayment, fillLine, fillPayment, openForm, proveWhenAsked, repeatWeekly, type PayWish } from './support/pay-form'
import { startPaying, type PayInstance } from './support/pay-instance'
import { askSecondPerson, joinHousehold } from './support/second-person'
import { OWNER, type Person } from './support/people'
import { toMinor } from './support/sums'
import { todayHere } from './support/today'
import { expectQuiet } from './support/watch'

/** Money from the form to its booked debit, through the bank's real pages; one household, one step after another. */
test.describe.configure({ mode: 'serial' })

const BANK = 'Saaristo Bank'
const FROM = 'Everyday'
const AINO = 'Aino Virtanen'
const KAISA: Person = { name: 'Kaisa', email: 'kaisa@example.org', password: 'quiet lantern pickle sky' }
/** Invented; check digits right. */
const PAYEES = ['FI5542345670000081', 'FI2112345600000785', 'FI1410093000123458', 'DE89370400440532013000', 'EE382200221020145685']

let place: PayInstance
let page: Page

test.beforeAll(async ({ browser }) => {
  test.setTimeout(240_000)
  place = await startPaying(browser)
  page = place.page
})

test.afterEach(() => place.watches.forEach(expectQuiet))

test.afterAll(async () => place?.stop())

const wish = (to: string, amount: string, more: Partial<PayWish> = {}): PayWish => ({
  ...{ to, amount, account: PAYEES[0]!, message: `For ${to}` },
  ...more,
})

for (const width of [1280, 390]) {
  test.describe(`at ${width} px`, () => {
    /** Cents that tell the payments of both widths apart. */
    const cents = width === 390 ? '39' : '12'
    const paid: string[] = []

    test.beforeAll(async () => page.setViewportSize({ width, height: width === 390 ? 844 : 900 }))

    test('a SEPA payment is approved at the bank and accepted, and is called paid by nobody yet', async () => {
      test.setTimeout(120_000)
      await fillPayment(page, FROM, wish('Valo Energia', `118,${cents}`, { arrives: 'Next bank day' }))
      await confirmPayment(page, OWNER)
      await page.waitForURL(`${place.instance.simulatorUrl}/**`)
      await answerPayment(page, { person: AINO, answer: 'Approve' })
      const back = Date.now()
      await expect(verdict(page)).toContainText(/Accepted|Executed/)
      test.info().annotations.push({ type: 'status after the bank', description: `${Date.now() - back} ms at ${width} px` })
      await expect(page.getByText(/\bpaid\b/i)).toHaveCount(0)
      await expect(steps(page)).toContainText(['Created', 'Approved', 'Accepted', 'Booked'])
      paid.push(idOf(page))
    })

    test('an instant payment is executed within seconds, while the page is open', async () => {
      test.setTimeout(120_000)
      await fillPayment(page, FROM, wish('Tuulia Korhonen', `21,${cents}`, { arrives: 'In seconds' }))
      await confirmPayment(page, OWNER)
      await page.waitForURL(`${place.instance.simulatorUrl}/**`)
      await answerPayment(page, { person: AINO, answer: 'Approve' })
      await expect(verdict(page)).toContainText('Executed', { timeout: 45_000 })
      await expect(page.getByText('Instant SEPA payment')).toBeVisible()
      paid.push(idOf(page))
    })

    test('a standing order shows its next days', async () => {
      test.setTimeout(120_000)
      await fillPayment(page, FROM, wish('Asunto Oy', `45,${cents}`, { arrives: 'Next bank day', account: PAYEES[2] }))
      await repeatWeekly(page)
      await confirmPayment(page, OWNER)
      await page.waitForURL(`${place.instance.simulatorUrl}/**`)
      await answerPayment(page, { person: AINO, answer: 'Approve' })
      await expect(verdict(page)).toContainText('Standing order')
      await expect(page.getByText('Every week, until you end it at Saaristo Bank.')).toBeVisible()
      paid.push(idOf(page))
    })

    test('the form knows what is to come: of the standing order, its next day', async () => {
      await openForm(page, FROM)
      const side = page.getByRole('complementary', { name: 'after this' })
      const known = side.getByRole('row', { name: /^Known until \d+ \w+/ })
      const nextDays = standingDays(todayHere(), { frequency: 'WEEK', executionRule: 'PREC', endDate: null }, { count: 2, currency: 'EUR' })
      // A holiday of the banks may move both out of the week.
      if (!nextDays.some((day) => todayHere() < day && day <= addDays(todayHere(), 7))) return expect(known).toHaveCount(0)
      await expect(known).toBeVisible()
      await expect(side.getByRole('row').nth(2)).toContainText('Then left')
      const sums = await side.locator('data').evaluateAll((all) => all.map((one) => one.getAttribute('value')))
      const [now, coming, then] = sums.map(toMinor)
      expect(coming).toBeLessThanOrEqual(-toMinor(`45.${cents}`))
      expect(then).toBe(now! + coming!)
    })

    test('a bulk of five has a state for every payee', async () => {
      test.setTimeout(120_000)
      await openForm(page, FROM)
      await page.getByRole('button', { name: 'Pay several at once' }).click()
      const names = ['Aada', 'Eino', 'Helmi', 'Onni', 'Venla']
      for (const [at, name] of names.entries()) {
        if (at > 0) await page.getByRole('button', { name: 'Add a payee' }).click()
        await fillLine(page, at, wish(name, `${at + 3},${cents}`, { account: PAYEES[at] }))
      }
      await confirmPayment(page, OWNER)
      await page.waitForURL(`${place.instance.simulatorUrl}/**`)
      await answerPayment(page, { person: AINO, answer: 'Approve' })
      const lines = page.getByRole('region', { name: '5 payees' }).getByRole('listitem')
      await expect(lines).toHaveCount(5)
      for (const [at, name] of names.entries()) await expect(lines.nth(at)).toContainText(name)
      expect(await listFindingsHere(page, 'a bulk')).toEqual([])
      paid.push(idOf(page))
    })

    test('all of them are booked when their debits are on the account, and lead to them', async () => {
      test.setTimeout(300_000)
      expect(paid).toHaveLength(4)
      // Banks carry a payment out some seconds after it was approved.
      for (const id of paid) {
        await page.goto(`/payments/${id}`)
        await expect(verdict(page)).toContainText(/Executed|Standing order/, { timeout: 90_000 })
      }
      await expect(async () => {
        await page.goto(`/payments/${paid[0]}`)
        if ((await page.getByText('Paid and booked').count()) === 0) await page.getByRole('button', { name: 'Look for the debit' }).click()
        await expect(verdict(page)).toContainText('Paid and booked', { timeout: 90_000 })
      }).toPass({ timeout: 240_000 })
      expect(await listFindingsHere(page, 'a booked payment')).toEqual([])
      for (const id of [paid[1], paid[3]]) {
        await page.goto(`/payments/${id}`)
        await expect(verdict(page)).toContainText('Paid and booked', { timeout: 90_000 })
      }
      await page.goto(`/payments/${paid[2]}`)
      if (!standingOrdersHaveBegun())
        return void (await expect(verdict(page)).toContainText('No debit of it has been found on Everyday yet'))
      await expect(verdict(page)).toContainText('One debit of it is on Everyday so far', { timeout: 90_000 })
      await page.locator('a.booked').click()
      await expect(page).toHaveURL(/\/transactions\?row=/)
      await page.getByRole('link', { name: 'Paid with Saldo: see how it went' }).click()
      await expect(page).toHaveURL(`/payments/${paid[2]}`)
    })

    test('the receipt of a booked payment is a sheet that can be printed', async () => {
      await page.goto(`/payments/${paid[0]}`)
      await page.getByRole('link', { name: 'Receipt' }).click()
      await expect(page.getByRole('heading', { name: 'Paid and booked' })).toBeVisible()
      await expect(page.getByText('FI55 4234 5670 0000 81')).toBeVisible()
      expect(await listFindingsHere(page, 'a receipt')).toEqual([])
      const sheet = await page.pdf({ preferCSSPageSize: true })
      expect(sheet.subarray(0, 5).toString()).toBe('%PDF-')
      expect(sheet.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
      await page.emulateMedia({ media: 'print' })
      for (const gone of ['.rail', '.tabs', '.bar']) await expect(page.locator(gone)).toBeHidden()
      await page.emulateMedia({ media: null })
    })
  })
}

test('a payment the bank rejects says why, in words and with its code', async () => {
  test.setTimeout(120_000)
  await page.setViewportSize({ width: 1280, height: 900 })
  await setHabit(place.instance.simulatorUrl, 'rejects-am04')
  await fillPayment(page, FROM, wish('Bakery Lumi', '31,00'))
  await confirmPayment(page, OWNER)
  await page.waitForURL(`${place.instance.simulatorUrl}/**`)
  await answerPayment(page, { person: AINO, answer: 'Approve' })
  await expect(verdict(page)).toContainText('Rejected', { timeout: 45_000 })
  await setHabit(place.instance.simulatorUrl, null)
  await expect(verdict(page)).toContainText('There was not enough money on the account.')
  await expect(page.getByText('RJCT · AM04')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Receipt' })).toHaveCount(0)
  await page.goto('/')
  await expect(page.getByRole('link', { name: /The payment to Bakery Lumi was refused by the bank/ })).toBeVisible()
})

test('one declined at the bank is cancelled, and paying again is a payment of its own', async () => {
  test.setTimeout(120_000)
  await fillPayment(page, FROM, wish('Kauppa Oy', '17,50'))
  await confirmPayment(page, OWNER)
  await page.waitForURL(`${place.instance.simulatorUrl}/**`)
  await answerPayment(page, { person: AINO, answer: 'Decline' })
  await expect(verdict(page)).toContainText('Cancelled')
  await expect(verdict(page)).toContainText('You declined it at Saaristo Bank, so nothing is paid.')
  await page.getByRole('link', { name: 'Pay again' }).click()
  await expect(page.locator('[id="lines.0.name"]')).toHaveValue('Kauppa Oy')
  await expect(page.locator('[id="lines.0.amount"]')).toHaveValue('17,50')
})

test('a lost answer is said as such, and sending again makes one payment, not two', async () => {
  test.setTimeout(150_000)
  await spoilNextPayment(place.instance.simulatorUrl, { kind: 'reset', when: 'after' })
  await fillPayment(page, FROM, wish('Putkityö Nieminen', '28,46', { account: PAYEES[1] }))
  await confirmPayment(page, OWNER)
  await expect(page).toHaveURL(/\/payments\/[0-9a-f-]{36}$/)
  await expect(verdict(page)).toContainText('We don’t know yet')
  const sentence = 'Not sent as far as we can know. Nothing can have been paid, because nobody has its approval page.'
  await expect(verdict(page)).toContainText(sentence)
  for (const question of ['Did money move?', 'What we do', 'What you do'])
    await expect(page.getByText(question, { exact: true })).toBeVisible()

  expect(await listFindingsHere(page, 'a lost answer')).toEqual([])
  await page.getByRole('button', { name: 'Send it again' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('only that one can be paid')
  await dialog.getByRole('button', { name: 'Send it again' }).click()
  await proveWhenAsked(page, OWNER.password)
  await page.waitForURL(`${place.instance.simulatorUrl}/**`)
  await answerPayment(page, { person: AINO, answer: 'Approve' })
  await expect(verdict(page)).toContainText(/Accepted|Executed/)
  await expect(steps(page)).toContainText(['Created', 'No answer from the bank', 'Approved', 'Accepted', 'Booked'])
  const orders = (await listTrueOrders(place.instance.simulatorUrl)).filter(({ lines }) => lines[0]?.amountText === '28.46')
  expect(orders.map(({ decision }) => decision)).toEqual([null, 'approved'])
})

test('a page at another address than the bank’s is shown to nobody', async () => {
  test.setTimeout(120_000)
  await spoilNextPayment(place.instance.simulatorUrl, { kind: 'other-fields', fields: { url: 'https://evil.example/approve' } })
  await fillPayment(page, FROM, wish('Kauppa Oy', '19,00'))
  await confirmPayment(page, OWNER)
  await expect(verdict(page)).toContainText('We don’t know yet')
  await expect(verdict(page)).toContainText('nobody has its approval page')
  await expect(page.getByRole('button', { name: 'Send it again' })).toHaveCount(0)
  expect(await page.content()).not.toContain('evil.example')
})

test('a way back that belongs to an account’s approval opens no payment, and the other way round', async () => {
  test.setTimeout(120_000)
  await fillPayment(page, FROM, wish('Mixed Up', '13,00'))
  await confirmPayment(page, OWNER)
  await page.waitForURL(`${place.instance.simulatorUrl}/**`)
  const bankPage = page.url()
  const bankUrl = place.instance.simulatorUrl
  await leadElsewhere(page, bankUrl, { from: '/api/payments/', to: '/api/banks/' })
  await leaveTheBank(page)
  await expect(page).toHaveURL(/\/banks\/returned\?reason=unknown/)
  await page.unrouteAll()

  await page.goto('/banks/connect?country=FI')
  await page.getByLabel('Your bank').fill('Kontur')
  await page.getByRole('radio', { name: 'Kontur' }).click()
  await page.getByRole('button', { name: 'Go to Kontur' }).click()
  await page.waitForURL(`${place.instance.simulatorUrl}/**`)
  await leadElsewhere(page, bankUrl, { from: '/api/banks/', to: '/api/payments/' })
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('We do not know this way back')).toBeVisible()
  await expect(page).toHaveURL(/\/payments$/)
  await page.unrouteAll()

  // Nothing was used up by either: the payment's own page is the same, and its own way back works.
  await page.getByRole('link', { name: /Mixed Up/ }).click()
  await page.getByRole('button', { name: `Continue at ${BANK}` }).click()
  await proveWhenAsked(page, OWNER.password)
  await page.waitForURL(bankPage)
  await answerPayment(page, { person: AINO, answer: 'Decline' })
  await expect(verdict(page)).toContainText('Cancelled')
})

test('above the household’s sum a second member approves before anything goes to the bank', async () => {
  test.setTimeout(180_000)
  const kaisa = await joinHousehold(place, KAISA)
  await askSecondPerson(page, { above: '200', owner: OWNER })

  const ordered = (await listTrueOrders(place.instance.simulatorUrl)).length
  await fillPayment(page, FROM, wish('Sofa Shop', '640,00'))
  await confirmPayment(page, OWNER, 'Confirm and ask for approval')
  await expect(verdict(page)).toContainText('Waits for Kaisa’s approval')
  const payment = new URL(page.url()).pathname

  await kaisa.goto('/')
  await kaisa
    .getByRole('link', { name: `${OWNER.name} asks you to approve a payment to Sofa Shop` })
    .first()
    .click()
  await expect(verdict(kaisa)).toContainText('Waiting for your approval')
  await kaisa.getByRole('button', { name: 'Approve', exact: true }).click()
  await proveWhenAsked(kaisa, KAISA.password)
  // She does not see the account it is paid from, so it is out of her sight now: that is said, not a missing page.
  await expect(kaisa.getByText('You approved the payment')).toBeVisible()
  await expect(kaisa).toHaveURL(/\/payments$/)
  expect(await listTrueOrders(place.instance.simulatorUrl)).toHaveLength(ordered)

  await page.goto(payment)
  await expect(steps(page)).toContainText(['Created', 'Second approval', 'Approved', 'Accepted', 'Booked'])
  await page.getByRole('button', { name: `Go to ${BANK}` }).click()
  await proveWhenAsked(page, OWNER.password)
  await page.waitForURL(`${place.instance.simulatorUrl}/**`)
  await answerPayment(page, { person: AINO, answer: 'Approve' })
  await expect(verdict(page)).toContainText(/Accepted|Executed/)
})

test('the list has what needs somebody first, and what is over by month', async () => {
  await page.goto('/payments')
  const parts = page.getByRole('region')
  await expect(parts.first()).toHaveAccessibleName('Needs you')
  expect(await listFindingsHere(page, 'the list')).toEqual([])
  await expect(page.getByRole('region', { name: 'Standing orders' }).getByRole('link')).toHaveCount(2)
  await page.getByRole('link', { name: 'Not carried out' }).click()
  await expect(page.getByRole('link', { name: /Bakery Lumi/ })).toContainText('Rejected')
  await expect(page.getByRole('link', { name: /Valo Energia/ })).toHaveCount(0)
  await page.getByRole('link', { name: 'Booked', exact: true }).click()
  await expect(page.getByRole('link', { name: /Valo Energia/ })).toHaveCount(2)
})

test('the bank moved money once for every payment that was approved there and not rejected', async () => {
  test.setTimeout(90_000)
  // Banks carry a payment out some seconds after it was approved.
  await expect(async () => {
    for (const { decision, status, lines } of await listTrueOrders(place.instance.simulatorUrl)) {
      const times = decision === 'approved' && status !== 'RJCT' ? 1 : 0
      for (const { amountText, executedAt } of lines) {
        const isLater = amountText.startsWith('45.') && !standingOrdersHaveBegun()
        expect(executedAt, `${amountText} ${status}`).toHaveLength(isLater ? 0 : times)
      }
    }
  }).toPass({ timeout: 60_000 })
})

/** At once, since "the bank day before" is today or over; not where the person's day is ahead of the bank's. */
function standingOrdersHaveBegun(): boolean {
  return todayHere() <= utcDay(new Date())
}

/** What the page says about the payment. */
function verdict(where: Page) {
  return where.locator('.verdict')
}

function steps(where: Page) {
  return where.getByRole('list', { name: 'How it went' }).getByRole('heading')
}

function idOf(where: Page): string {
  return /\/payments\/([0-9a-f-]{36})/.exec(where.url())?.[1] ?? ''
}

async function leaveTheBank(where: Page): Promise<void> {
  await where.getByRole('radio', { name: AINO }).check()
  await where.getByRole('button', { name: 'Sign in' }).click()
  await where.getByRole('button', { name: 'Leave without answering' }).click()
}
