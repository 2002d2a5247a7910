import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { approveAtBank } from './bank-pages'
import { waitUntilRead } from './demo'
import { setupLinkIn, startInstance, type Instance } from './instance'
import { FINNISH_BROWSER, OWNER } from './people'
import { setUpHousehold } from './set-up'
import { watchContext, type Watch } from './watch'

/** An instance of its own in which a household pays from one bank. */
export type PayInstance = {
  readonly instance: Instance
  readonly page: Page
  readonly watches: Watch[]
  /** A second browser, of another member. */
  newBrowser(): Promise<BrowserContext>
  stop(): Promise<void>
}

/** A public address: banks may be shown that somebody is there, so that reading is not counted. Of a documentation range (RFC 5737). */
const SOMEBODY = { 'x-forwarded-for': '203.0.113.7' }

/** Of whose accounts at which bank; `asked`: what the bank asks for beforehand, by its labels. */
export type PayBank = {
  readonly country: string
  readonly name: string
  readonly person: string
  readonly asked?: Readonly<Record<string, string>>
}

const SAARISTO: PayBank = { country: 'FI', name: 'Saaristo Bank', person: 'Aino Virtanen' }

export async function startPaying(browser: Browser, bank = SAARISTO): Promise<PayInstance> {
  const instance = await startInstance({ TRUSTED_PROXY_HOPS: '1' })
  try {
    return await openHousehold(browser, instance, bank)
  } catch (error) {
    await instance.stop()
    throw error
  }
}

async function openHousehold(browser: Browser, instance: Instance, bank: PayBank): Promise<PayInstance> {
  const contexts: BrowserContext[] = []
  const watches: Watch[] = []
  const newBrowser = async () => {
    const context = await browser.newContext({ ...FINNISH_BROWSER, baseURL: instance.appUrl, extraHTTPHeaders: SOMEBODY })
    contexts.push(context)
    watches.push(await watchContext(context, [instance.appUrl, instance.simulatorUrl]))
    return context
  }
  const page = await (await newBrowser()).newPage()
  await setUpHousehold(page, setupLinkIn(instance.output()), OWNER)
  await connect(page, instance, bank)
  const stop = async () => {
    for (const one of contexts) await one.close()
    await instance.stop()
  }
  return { instance, page, watches, newBrowser, stop }
}

async function connect(page: Page, { simulatorUrl }: Instance, { country, name, person, asked = {} }: PayBank): Promise<void> {
  await page.goto(`/banks/connect?country=${country}`)
  await page.getByLabel('Your bank').fill(name)
  await page.getByRole('radio', { name }).click()
  for (const [label, text] of Object.entries(asked)) await page.getByLabel(label).fill(text)
  await page.getByRole('button', { name: `Go to ${name}` }).click()
  await page.waitForURL(`${simulatorUrl}/**`)
  await approveAtBank(page, { person })
  await expect(async () => {
    // The button is drawn before its script is there: on a busy machine the first click may find nobody listening.
    await page.getByRole('button', { name: /^Keep \d+ accounts?$/ }).click({ timeout: 2_000 })
    await expect(page).toHaveURL(/\/progress/, { timeout: 15_000 })
  }).toPass({ timeout: 60_000 })
  await waitUntilRead(page)
}
