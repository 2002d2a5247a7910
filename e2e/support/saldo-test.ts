import fs from 'node:fs'
import path from 'node:path'
import { expect, test as base, type Browser, type BrowserContext } from '@playwright/test'
import { fillWithDemo } from './demo'
import { FINNISH_BROWSER, OWNER } from './people'
import { setUpHousehold, signIn } from './set-up'
import { sharedInstance } from './shared-instance'
import { expectQuiet, watchContext, type Watch } from './watch'

type BrowserState = Awaited<ReturnType<BrowserContext['storageState']>>

type TestFixtures = {
  /** Off for pages of visitors. */
  signedIn: boolean
  watch: Watch
  /** A second browser, of somebody else, held to the same promises. */
  newBrowser: () => Promise<BrowserContext>
}

type WorkerFixtures = { ownerState: BrowserState }

const { appUrl, dataDir } = sharedInstance()

export const { simulatorUrl } = sharedInstance()

/**
 * Tests in the shared instance: a household full of demonstration data, its owner signed in. Whatever a test does, no page
 * may break the content security policy, ask another host or log an error.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  signedIn: [true, { option: true }],
  baseURL: appUrl,
  ownerState: [
    async ({ browser }, use) => {
      await use(await enterAsOwner(browser))
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  storageState: async ({ signedIn, ownerState }, use) => {
    await use(signedIn ? ownerState : { cookies: [], origins: [] })
  },
  locale: FINNISH_BROWSER.locale,
  timezoneId: FINNISH_BROWSER.timezoneId,
  watch: [
    async ({ context, signedIn, ownerState }, use) => {
      const watch = await watchContext(context, [appUrl, simulatorUrl])
      await use(watch)
      if (signedIn) await keepOwnerState(context, ownerState)
      expectQuiet(watch)
    },
    { auto: true },
  ],
  newBrowser: async ({ browser }, use) => {
    const opened: { context: BrowserContext; watch: Watch }[] = []
    await use(async () => {
      const context = await browser.newContext({ ...FINNISH_BROWSER, baseURL: appUrl, storageState: { cookies: [], origins: [] } })
      opened.push({ context, watch: await watchContext(context, [appUrl, simulatorUrl]) })
      return context
    })
    for (const { context, watch } of opened) {
      await context.close()
      expectQuiet(watch)
    }
  },
})

/** Sets the shared instance up the first time, and signs in every time: a worker that begins anew finds what the one before left. */
async function enterAsOwner(browser: Browser): Promise<BrowserState> {
  const context = await browser.newContext({ ...FINNISH_BROWSER, baseURL: appUrl })
  const page = await context.newPage()
  await page.goto('/')
  if (new URL(page.url()).pathname === '/setup') await setUpHousehold(page, `/setup?token=${readSetupToken()}`, OWNER)
  else await signIn(page, OWNER)
  await expect(page.getByRole('navigation', { name: 'Main', exact: true })).toBeVisible()
  await fillWithDemo(page)
  const state = await context.storageState()
  await context.close()
  return state
}

/** A proof gives the owner's browser a new token: the next test goes on with that one. */
async function keepOwnerState(context: BrowserContext, ownerState: BrowserState): Promise<void> {
  const state = await context.storageState()
  const tokenOf = ({ cookies }: BrowserState) => cookies.find(({ name }) => name === 'saldo-session')?.value
  if (tokenOf(state) === undefined || tokenOf(state) === tokenOf(ownerState)) return
  const session = (await (await context.request.get('/api/auth/session')).json()) as { user?: { name?: string } }
  if (session.user?.name === OWNER.name) ownerState.cookies = state.cookies
}

function readSetupToken(): string {
  return fs.readFileSync(path.join(dataDir, 'setup-token.txt'), 'utf8').trim()
}
