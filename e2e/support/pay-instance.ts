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

export async function startPaying(browser: Browser): Promise<PayInstance> {
  const instance = await startInstance({ TRUSTED_PROXY_HOPS: '1' })
  try {
    return await openHousehold(browser, instance)
  } catch (error) {
    await instance.stop()
    throw error
  }
}

async function openHousehold(browser: Browser, instance: Instance): Promise<PayInstance> {
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
  await connect(page, instance)
  const stop = async () => {
    for (const one of contexts) await one.close()
    await instance.stop()
  }
  return { instance, page, watches, newBrowser, stop }
}

async function connect(page: Page, { simulatorUrl }: Instance): Promise<void> {
  await page.goto('/banks/connect?country=FI')
  await page.getByLabel('Your bank').fill('Saaristo Bank')
  await page.getByRole('radio', { name: 'Saaristo Bank' }).click()
  await page.getByRole('button', { name: 'Go to Saaristo Bank' }).click()
  await page.waitForURL(`${simulatorUrl}/**`)
  await approveAtBank(page, { person: 'Aino Virtanen' })
  await expect(async () => {
    // The button is drawn before its script is there: on a busy machine the first click may find nobody listening.
    await page.getByRole('button', { name: /^Keep \d+ accounts?$/ }).click({ timeout: 2_000 })
    await expect(page).toHaveURL(/\/progress/, { timeout: 15_000 })
  }).toPass({ timeout: 60_000 })
  await waitUntilRead(page)
}
