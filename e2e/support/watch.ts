import { expect, type BrowserContext } from '@playwright/test'

/** What a browser was asked to do that a page of ours must never ask. */
export type Watch = {
  /** Addresses outside of the app and the banks. */
  readonly elsewhere: string[]
  /** What the content security policy stopped. */
  readonly violations: string[]
  /** Errors of scripts and what React writes when a page drawn twice differs. */
  readonly errors: string[]
}

/** A page that answers 404 on purpose is also written there; the tests look at the answer itself. */
const EXPECTED = /^Failed to load resource/

/** Follows every page of a browser context. `origins`: the app and, where the test goes there, the bank. */
export async function watchContext(context: BrowserContext, origins: readonly string[]): Promise<Watch> {
  const watch: Watch = { elsewhere: [], violations: [], errors: [] }
  await context.exposeBinding('saldoTestViolation', (_, text: string) => void watch.violations.push(text))
  await context.addInitScript(() => {
    const report = (window as unknown as { saldoTestViolation(text: string): void }).saldoTestViolation
    document.addEventListener('securitypolicyviolation', (event) =>
      report(
        `${event.effectiveDirective} ${event.blockedURI} ${event.sample} at ${event.sourceFile}:${event.lineNumber} on ${location.pathname}`,
      ),
    )
  })
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && !origins.includes(url.origin)) watch.elsewhere.push(request.url())
  })
  context.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) watch.errors.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => void watch.errors.push(String(error.error())))
  return watch
}

export function expectQuiet(watch: Watch): void {
  expect(watch.violations, 'content security policy').toEqual([])
  expect(watch.elsewhere, 'requests to other hosts').toEqual([])
  expect(watch.errors, 'errors in the browser').toEqual([])
}
